// Every screen in both languages: axe, and what axe cannot see (docs: it finds less than half).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fill, go, question, sections, unfold, words } from './check.mjs';
import { axeInside, inspect, overflow } from './inspect.mjs';
import { focusPath, openPage, requests, url, widget } from './support.mjs';

const nl = await words('nl');
const en = await words('en');
const screens = ['list', ...sections, 'result', 'report', 'plan', 'keep'];

/** What axe cannot decide and we have looked at by hand. */
const LOOKED_AT = [];

for (const [language, say] of [['nl', nl], ['en', en]]) {
  test(`every screen in ${language}`, async (t) => {
    const page = await openPage(t, '/');
    const element = await widget(page);
    if (language === 'en') {
      await element.getByRole('button', { name: 'English' }).click();
      await element.getByRole('link', { name: en('start.begin') }).waitFor();
    }
    const look = async (screen) => {
      assert.deepEqual(await page.evaluate(inspect), [], `${screen} in ${language}`);
      assert.equal(await element.locator('.sdg').getAttribute('lang'), language);
      const { violations, incomplete } = await axeInside(page);
      assert.deepEqual(violations, [], `axe on ${screen} in ${language}`);
      assert.deepEqual(incomplete.filter(({ id }) => !LOOKED_AT.includes(id)), [], `axe is not sure on ${screen} in ${language}`);
    };
    await look('start');
    await fill(page, say, element);
    for (const screen of screens) {
      await go(element, say, screen);
      assert.match((await focusPath(page)).at(-1), /#heading/, `focus after the step to ${screen}`);
      // With everything unfolded, since axe does not look at what is hidden.
      await unfold(element);
      await look(screen);
    }
    await element.getByRole('button', { name: say('keep.erase.button') }).click();
    await look('the question before erasing');
  });
}

test('by Tab through each screen and out again, with focus always in sight', async (t) => {
  const page = await openPage(t, '/', { viewport: { width: 1000, height: 800 } });
  const element = await fill(page, nl);
  for (const screen of ['people', 'lnob', 'result', 'plan', 'keep']) {
    await go(element, nl, screen);
    const reached = new Set();
    let out = false;
    for (let n = 0; n < 300 && !out; n += 1) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const root = document.querySelector('sdg-toets').shadowRoot;
        const field = root.activeElement;
        if (!field) return null;
        const { outlineStyle, outlineWidth, opacity } = getComputedStyle(opacityHost(field));
        const box = field.getBoundingClientRect();
        const controls = [...root.querySelectorAll('a[href], button, input, textarea, select, summary')];
        return { index: controls.indexOf(field), outlineStyle, width: parseFloat(outlineWidth), opacity, inView: box.top < innerHeight && box.bottom > 0 };
        function opacityHost(it) {
          return it.type === 'file' ? it.closest('label') : it;
        }
      });
      out = at === null;
      if (at) {
        assert.ok(at.outlineStyle !== 'none' && at.width >= 2, `no focus ring on control ${at.index} of ${screen}`);
        assert.ok(at.inView, `control ${at.index} of ${screen} is out of sight`);
        reached.add(at.index);
      }
    }
    assert.ok(out, `no way out of ${screen}`);
    // Of a radio group the arrow keys reach the rest.
    const missed = await page.evaluate((seen) => {
      const root = document.querySelector('sdg-toets').shadowRoot;
      const controls = [...root.querySelectorAll('a[href], button, input, textarea, select, summary')];
      const groups = new Set(seen.map((index) => controls[index].name).filter(Boolean));
      return controls
        .filter((control, index) => control.checkVisibility() && !seen.includes(index) && !(control.type === 'radio' && groups.has(control.name)))
        .filter((control) => !(control.closest('details:not([open])') && !control.matches('details > summary')))
        .map((control) => control.outerHTML.slice(0, 80));
    }, [...reached]);
    // What comes before the heading is behind us.
    assert.deepEqual(missed.filter((html) => !/to-list|language|href="#(list|start)"/.test(html)), [], screen);
  }
});

test('nothing sticks out at 320 px, at twice the text, or with wide text spacing', async (t) => {
  const page = await openPage(t, '/', { viewport: { width: 320, height: 800 } });
  const element = await fill(page, nl);
  const large = '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }';
  for (const screen of screens) {
    await go(element, nl, screen);
    await unfold(element);
    assert.deepEqual(await page.evaluate(overflow), [], `${screen} at 320 px`);
    await page.evaluate((css) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      const { shadowRoot } = document.querySelector('sdg-toets');
      shadowRoot.adoptedStyleSheets.push(sheet);
    }, large);
    assert.deepEqual(await page.evaluate(overflow), [], `${screen} with text spacing`);
    await page.evaluate(() => {
      document.querySelector('sdg-toets').shadowRoot.adoptedStyleSheets.pop();
    });
  }
});

test('nothing sticks out when the browser is set to letters twice as large', async (t) => {
  const page = await openPage(t, '/', { viewport: { width: 1280, height: 900 }, largeLetters: true });
  const element = await fill(page, nl);
  const size = await element.evaluate((it) => getComputedStyle(it.shadowRoot.querySelector('.sdg')).fontSize);
  assert.ok(parseFloat(size) >= 30, `letters of ${size}`);
  for (const screen of screens) {
    await go(element, nl, screen);
    assert.deepEqual(await page.evaluate(overflow), [], `${screen} at 200 %`);
  }
});

test('dark, forced colours and print keep words and contrast', async (t) => {
  const page = await openPage(t, '/', { colorScheme: 'dark' });
  const element = await fill(page, nl);
  for (const screen of ['people', 'lnob', 'result', 'plan', 'keep']) {
    await go(element, nl, screen);
    const { violations } = await axeInside(page);
    assert.deepEqual(violations, [], `axe on ${screen} in the dark`);
  }
  await go(element, nl, 'result');
  await page.emulateMedia({ forcedColors: 'active' });
  const fills = await element.locator('rect.certain').first().evaluate((rect) => getComputedStyle(rect).fill);
  assert.notEqual(fills, 'none');
  await page.emulateMedia({ forcedColors: 'none', media: 'print' });
  assert.ok(await element.locator('table.bars').isVisible());
  assert.ok(!(await element.getByRole('link', { name: nl('report.link') }).isVisible()));
});

test('the status line is there from the start and speaks once for a minute of typing', async (t) => {
  const page = await openPage(t, '/');
  const element = await widget(page);
  await element.locator('#status').evaluate((node) => {
    globalThis.node = node;
    globalThis.spoken = [];
    new MutationObserver(() => globalThis.spoken.push(node.textContent)).observe(node, { subtree: true, childList: true, characterData: true });
  });
  await go(element, nl, 'profile');
  await element.getByLabel(nl('question.project-name.title')).pressSequentially('Een vrij lange naam', { delay: 5 });
  const { same, spoken } = await page.evaluate(() => ({
    same: globalThis.node === document.querySelector('sdg-toets').shadowRoot.querySelector('#status'),
    spoken: globalThis.spoken,
  }));
  assert.ok(same, 'it is the same node');
  assert.ok(spoken.length >= 1 && spoken.length <= 2, `it spoke ${spoken.length} times: ${spoken}`);
});

test('an answer is not lost to focus: taking it away brings focus to its question', async (t) => {
  const page = await openPage(t, '/');
  const element = await fill(page, nl);
  await go(element, nl, 'people');
  await question(element, 'goal-3').getByRole('button', { name: nl('question.clear') }).click();
  assert.match((await focusPath(page)).at(-1), /#q-goal-3/);
});

test('only files of the widget are asked for, and the example only on demand', async (t) => {
  const page = await openPage(t, '/');
  const element = await widget(page);
  const asked = () => requests(page).map((address) => address.slice(url.length)).sort();
  const wanted = [
    '/', '/host.css', '/questionnaires/choice/nl.txt', '/questionnaires/interface/nl.txt', '/questionnaires/sdg-toets-quick/questionnaire.bin',
    '/questionnaires/sdg-toets-quick/texts/nl.txt',
    '/sdg-toets.css', '/sdg-toets.js', '/sdg_wasm.js', '/sdg_wasm_bg.wasm',
  ];
  const ours = () => asked().filter((path) => !path.startsWith('data:') && !/icon/.test(path) && !path.startsWith('mage'));
  assert.deepEqual(ours(), wanted);
  await fill(page, nl, element);
  assert.deepEqual(ours(), [...wanted, '/sdg_engine.js', '/sdg_engine_bg.wasm'].sort(), 'filling in asks for the whole program only');
});
