// What the browser tests share: the words on the screen, and a plausible check filled in by mouse.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { widget } from './support.mjs';

/** Reads texts of the widget: `(await words('nl'))('start.begin')`. `{n}` and the like are left as they are. */
export async function words(language) {
  const read = async (path) => JSON.parse(await readFile(new URL(`../../questionnaires/${path}`, import.meta.url), 'utf8'));
  const { texts } = await read(`sdg-toets-quick/texts/${language}.json`);
  const { texts: own } = await read(`interface/${language}.json`);
  return (key) => own[key] ?? texts[key] ?? assert.fail(`no text ${key}`);
}

/** A text with placeholders as an expression: what stands in their place may be anything. */
export function like(text) {
  return new RegExp(`^${text.split(/\{[a-z]+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`);
}

/** The screens by their names, each reached by a click from the task list. */
export const sections = ['profile', 'people', 'planet', 'prosperity', 'peace-partnership', 'lnob', 'interlinkages', 'stakeholders'];

/** Goes to a section, the list, the result with the rest of it, the result at a glance ('glance'), the action plan, or the screen for saving. */
export async function go(element, say, where) {
  const list = element.getByRole('link', { name: say('frame.list') }).first();
  if (await list.count()) await list.click();
  const begin = element.getByRole('link', { name: new RegExp(`^(${say('start.begin')}|${say('start.continue')})$`) });
  if (await begin.count()) {
    await begin.click();
    return go(element, say, where);
  }
  if (where === 'list') return undefined;
  const name =
    { result: say('list.result'), glance: say('list.result'), report: say('report.link'), keep: say('list.keep'), plan: say('list.plan') }[where] ??
    say(`section.${where}.title`);
  await element.locator('.rows').getByRole('link', { name }).click();
  // What only the whole program shows comes a moment later.
  const sign = { result: say('result.findings'), report: say('report.title'), keep: say('keep.title'), plan: say('plan.new') }[where];
  return (sign ? element.getByRole('heading', { name: sign, exact: true }) : element.locator('#heading')).waitFor();
}

/** The fieldset of a question. */
export const question = (element, id) => element.locator(`.q:has(#q-${id})`);

/** Some of everything: benefits, harms, no effect, not applicable, unknown; groups, prompts and partners. */
export async function fill(page, say, element) {
  element ??= await widget(page);
  const effect = async (id, benefit, harm) => {
    const block = question(element, id);
    await block.locator('.side.benefit input').nth(benefit).check();
    await block.locator('.side.harm input').nth(harm).check();
  };
  const press = (goal, key) => question(element, `goal-${goal}`).getByRole('button', { name: say(key), exact: true }).click();
  await go(element, say, 'profile');
  await element.getByLabel(say('question.project-name.title')).fill('Schoolstraat');
  await question(element, 'stage').getByLabel(say('option.stage.design')).check();
  await go(element, say, 'people');
  await press(1, 'question.no-effect');
  await press(2, 'question.not-applicable');
  await effect('goal-3', 3, 1);
  await effect('goal-4', 4, 0);
  await go(element, say, 'prosperity');
  await effect('goal-8', 0, 2);
  await effect('goal-11', 2, 2);
  await go(element, say, 'lnob');
  await question(element, 'groups-touched').getByLabel(say('subject.groups.older')).first().check();
  await question(element, 'groups-in-depth').getByLabel(say('subject.groups.older')).first().check();
  await effect('group-effect--older', 2, 1);
  await go(element, say, 'interlinkages');
  await element.locator('.prompt input').first().check();
  await go(element, say, 'stakeholders');
  await question(element, 'stakeholders-relevant').locator('input').first().check();
  return element;
}

/** What the widget would save, read from the storage of the browser. */
export async function stored(page, key = 'sdg-toets:sdg-toets-quick') {
  const text = await page.evaluate((name) => localStorage.getItem(name), key);
  return text === null ? null : JSON.parse(text.slice(text.indexOf('\n') + 1));
}

/** No dialog: what would be printed is kept at the window of the page, from whichever frame it comes. */
export function catchPrint() {
  window.print = () => {
    const style = document.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.cssText).join('\n');
    top.printed = { page: new XMLSerializer().serializeToString(document), style, framed: window !== top };
    window.dispatchEvent(new Event('afterprint'));
  };
}

/** Folds everything out: what the widget builds only then, and what the browser folds by itself. */
export async function unfold(element) {
  const closed = element.locator('.fold-button[aria-expanded="false"]');
  if (await closed.count()) {
    await element.locator('#fold-all').click();
    await closed.first().waitFor({ state: 'detached' });
  }
  await element.locator('details').evaluateAll((found) => found.forEach((one) => (one.open = true)));
}

/** What the headless engine says of a saved file of the quick check, asked in the page. */
export async function scored(page, saved) {
  return JSON.parse(await page.evaluate(async (text) => {
    const { default: init, scoreJson } = await import('/sdg_engine.js');
    await init();
    const read = async (path) => (await fetch(path)).text();
    const quick = '/questionnaires/sdg-toets-quick/questionnaire.json';
    return scoreJson(await read(quick), await read('/questionnaires/evidence/interlinkages.json'), text);
  }, saved));
}

/** The words that the result must show for this side of a goal. */
export function sideWords(say, { max: { void: nothing, bands, shown, coverage } }) {
  if (nothing) return say('result.void');
  if (shown && bands && (coverage.answered > 0 || bands.first === bands.last)) {
    const [first, last] = [bands.first, bands.last].map((band) => say(`bands.${bands.set}.${band}`));
    return first === last ? first : say('result.span').replace('{first}', first).replace('{last}', last);
  }
  if (coverage.answered > 0) return say('result.too-little');
  return say(coverage.unknown > 0 ? 'result.unknown' : 'result.unanswered');
}

/** Every goal of the table of the result, held against the headless engine; gives how many words were compared. */
export async function assertResultIsOfEngine(page, say, saved) {
  const shows = await page.evaluate(() =>
    [...document.querySelector('sdg-toets').shadowRoot.querySelectorAll('table.bars tbody tr')].map((row) =>
      Object.fromEntries(['benefit', 'harm'].map((side) => [side, row.querySelector(`td.${side} .words`).textContent]))));
  const { goals } = await scored(page, saved);
  assert.equal(goals.length, 17);
  assert.deepEqual(shows, goals.map(({ benefit, harm }) => ({ benefit: sideWords(say, benefit), harm: sideWords(say, harm) })));
  return shows;
}
