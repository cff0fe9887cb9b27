// The quick check by keyboard alone, for any browser: what is asked of a page is `evaluate` and `keyboard`, which Playwright and
// Puppeteer have in common.

import assert from 'node:assert/strict';
import { focusPath } from './support.mjs';

/** Presses Tab until the focus is on what is wanted. */
export async function tabTo(page, wanted, most = 120) {
  const seen = [];
  for (let n = 0; n < most; n += 1) {
    const here = (await focusPath(page)).at(-1);
    if (wanted.test(here)) return here;
    seen.push(here);
    await page.keyboard.press('Tab');
  }
  return assert.fail(`no way by Tab to ${wanted}; passed ${[...new Set(seen)].join(' | ')}`);
}

/** Goes by Tab through a section, from its heading to its end, and gives each question an answer, by arrows, space or letters. */
export async function answerAll(page) {
  const done = new Set();
  for (let n = 0; n < 400; n += 1) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(() => {
      const field = document.querySelector('sdg-toets').shadowRoot.activeElement;
      if (!field) return { away: true };
      const { localName, type, name } = field;
      return {
        localName, type, name, pressed: field.getAttribute('aria-pressed'), main: field.classList.contains('main'),
        group: field.closest('.q')?.querySelector('legend, .ask')?.id || field.id, own: !!field.closest('form'),
        inFurther: !!field.closest('details'),
      };
    });
    if (here.away || here.main) break;
    if (here.own || here.inFurther) continue;
    if (here.pressed === 'false' && !done.has(here.group) && n % 3 === 0) {
      // The light path: no effect, in one press.
      await page.keyboard.press(' ');
      done.add(here.group).add(`${here.group}-benefit`).add(`${here.group}-harm`);
    } else if (here.type === 'radio' && !done.has(here.name)) {
      await page.keyboard.press('ArrowDown');
      if (here.name.endsWith('benefit')) await page.keyboard.press('ArrowDown');
      done.add(here.name);
    } else if (here.type === 'checkbox' && !done.has(here.group)) {
      await page.keyboard.press(' ');
      done.add(here.group);
    } else if (here.type === 'text' || here.localName === 'textarea') {
      if (!done.has(here.group)) await page.keyboard.type('Schoolstraat & omgeving');
      done.add(here.group);
    }
  }
}
