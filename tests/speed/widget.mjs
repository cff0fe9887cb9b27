// How fast the widget is on the full check, as `cargo xtask bench` prints it: one answer in WebAssembly, and until the screen shows it
// on a machine that is four times as slow. Needs SDG_URL, SDG_CHROMIUM and SDG_WIDGET_DIR.

import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const folder = process.env.SDG_WIDGET_DIR;
const read = (path) => readFile(join(folder, 'questionnaires', path), 'utf8');
const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
const line = (what, milliseconds, aim) => console.log(`| ${what} | ${milliseconds.toFixed(3)} ms | ${aim} |`);

console.log('| what | median | aim |\n|---|---|---|');

// ---- One answer in WebAssembly: bounds, principles, prompts and findings worked out anew, answers held inside

const engine = await import(pathToFileURL(join(folder, 'sdg_engine.js')));
engine.initSync({ module: await readFile(join(folder, 'sdg_engine_bg.wasm')) });
const check = new engine.HeldCheck(
  await read('sdg-toets/questionnaire.json'),
  await read('evidence/interlinkages.json'),
  await read('sdg-toets/example.json'),
);
const answers = ['{ "benefit": 1, "harm": 0 }', '{ "benefit": 2, "harm": 1 }'];
const one = (n) => {
  const before = performance.now();
  check.answer('goal-13', answers[n % 2]);
  return performance.now() - before;
};
for (let n = 0; n < 500; n += 1) one(n);
line('one answer on the worked example of `sdg-toets`, in WebAssembly', median(Array.from({ length: 1000 }, (_, n) => one(n))), '0.3 ms');

// ---- From a click to the screen

const browser = await chromium.launch({ executablePath: process.env.SDG_CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
await page.goto(`${process.env.SDG_URL}/`);
await page.evaluate(() => {
  const element = document.createElement('sdg-toets');
  element.lang = 'nl';
  element.setAttribute('questionnaire', 'sdg-toets');
  element.setAttribute('history', 'none');
  document.querySelector('sdg-toets').replaceWith(element);
});
const element = page.locator('sdg-toets');
await element.getByRole('button', { name: 'Bekijk een voorbeeld' }).click();
await element.locator('table.bars').waitFor();
await element.locator('table.bars a').nth(12).click();
await element.locator('.q .side input').first().waitFor();
const session = await page.context().newCDPSession(page);
await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
const times = await element.evaluate(async (it) => {
  const shown = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const times = { work: [], screen: [] };
  for (let n = 0; n < 40; n += 1) {
    const inputs = [...it.shadowRoot.querySelectorAll('.q .side.benefit input')].slice(0, 4);
    await shown();
    const before = performance.now();
    inputs[n % inputs.length].click();
    times.work.push(performance.now() - before);
    await shown();
    times.screen.push(performance.now() - before);
  }
  return times;
});
line('one answer in the widget at 4x throttle, until the script is done', median(times.work), '');
line('one answer in the widget at 4x throttle, until the next screen', median(times.screen), '50 ms');

// ---- From a click to another screen, after an answer has changed: nothing of the result is at hand then

/** Clicks the link to a place; the time of the script, and until the screen shows it. */
const goes = (place) =>
  element.evaluate(async (it, href) => {
    const shown = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const link = [...it.shadowRoot.querySelectorAll('a')].find((one) => one.getAttribute('href') === href);
    await shown();
    const before = performance.now();
    link.click();
    const work = performance.now() - before;
    await shown();
    return { work, screen: performance.now() - before };
  }, `#${place}`);
const coming = { result: [], again: [], plan: [] };
for (let n = 0; n < 15; n += 1) {
  await element.locator('.q .side.benefit input').nth(n % 2).click();
  await goes('list');
  coming.result.push(await goes('result'));
  await goes('list');
  coming.again.push(await goes('result'));
  coming.plan.push(await goes('plan'));
  await goes('result');
  await element.locator('table.bars a').nth(12).click();
}
for (const [what, times] of [
  ['the result of the full check after an answer', coming.result],
  ['the result of the full check once more', coming.again],
  ['the action plan of the full check', coming.plan],
]) {
  line(`${what}, at 4x throttle, until the script is done`, median(times.map(({ work }) => work)), '');
  line(`${what}, at 4x throttle, until the next screen`, median(times.map(({ screen }) => screen)), '50 ms');
}
await browser.close();
