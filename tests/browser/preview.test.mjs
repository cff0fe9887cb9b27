// `cargo xtask serve --questionnaire DIR`, as an author sees it: the page follows the files of the folder.

import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { openPage, url } from './support.mjs';

const { SDG_PREVIEW_URL: address, SDG_PREVIEW_DIR: folder } = process.env;

/** The file as it was, so that every test finds the template. */
const files = ['questionnaire.json', 'example.json', ...['nl', 'en', 'fr', 'es'].map((language) => `texts/${language}.json`)];
const original = new Map(await Promise.all(files.map(async (file) => [file, await readFile(join(folder, file), 'utf8')])));

const write = (file, text) => writeFile(join(folder, file), text);

/** Saves a file with one change, as an editor does, and gives the line on which it is. */
async function change(file, before, after) {
  const text = original.get(file);
  assert.ok(text.includes(before), `${file} has no ${before}`);
  await write(file, text.replace(before, after));
  return text.slice(0, text.indexOf(before)).split('\n').length;
}

/** Puts back what was changed, and says whether there was any. */
async function mend() {
  let changed = false;
  for (const [file, text] of original) {
    if ((await readFile(join(folder, file), 'utf8').catch(() => undefined)) === text) continue;
    await write(file, text);
    changed = true;
  }
  return changed;
}

const round = async () => (await (await fetch(new URL('preview.json', address))).json()).round;

/** The same, and waits until the server has seen it. */
async function mendAndWait() {
  const before = await round();
  if (!(await mend())) return;
  while ((await round()) === before) await new Promise((done) => setTimeout(done, 100));
}

/** Opens the preview of the template as it ships. */
async function preview(t) {
  await mendAndWait();
  t.after(mendAndWait);
  const page = await openPage(t, null, { baseURL: new URL(address).origin });
  await page.goto(address);
  await page.getByRole('heading', { name: 'Sjabloon voor een eigen toets' }).waitFor();
  await page.locator('#problems:empty').waitFor({ state: 'attached' });
  return page;
}

const problems = (page) => page.locator('#problems li').allTextContents();

test('a changed text is shown at once, and no answer is lost', async (t) => {
  const page = await preview(t);
  await page.getByRole('link', { name: /^Begin/ }).click();
  await page.getByLabel('Hoe heet je project?').fill('Zwembad');
  await page.getByLabel('Ontwerp').check();
  await change('texts/nl.json', 'Hoe heet je project?', 'Welke naam heeft je project?');
  const name = page.getByLabel('Welke naam heeft je project?');
  await name.waitFor();
  assert.equal(await name.inputValue(), 'Zwembad');
  assert.ok(await page.getByLabel('Ontwerp').isChecked());
  // Also when an answer was just written.
  await name.fill('Zwembad en park');
  await mend();
  await page.getByLabel('Hoe heet je project?').waitFor();
  assert.equal(await page.getByLabel('Hoe heet je project?').inputValue(), 'Zwembad en park');
});

test('what is wrong stands on the page with its file and line, above the last sound one', async (t) => {
  const page = await preview(t);
  const told = page.getByRole('status').getByRole('heading', { name: 'Dit klopt nog niet' });
  for (const [file, before, after, words] of [
    ['questionnaire.json', '"scale": "strength"', '"scale": "strenght"', /unknown scale `strenght`.*did you mean `strength`/],
    ['questionnaire.json', '"budget": 15,', '"budget": 15', /J0102/],
    ['texts/nl.json', '"question.project-name.title"', '"question.project-nane.title"', /question\.project-nane\.title/],
  ]) {
    const line = await change(file, before, after);
    await told.waitFor();
    const lines = await problems(page);
    const here = lines.filter((text) => words.test(text));
    assert.ok(here.length, `${words} is not among\n${lines.join('\n')}`);
    // An error may be seen only at the line after the one that was changed.
    assert.match(here[0], new RegExp(` at (${line}|${line + 1}):\\d+`), here[0]);
    assert.ok(lines.some((text) => text.includes(join(folder, file))), `no ${file} in\n${lines.join('\n')}`);
    await page.getByRole('heading', { name: 'Sjabloon voor een eigen toets' }).waitFor();
    await mend();
    await told.waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Sjabloon voor een eigen toets' }).waitFor();
  }
});

test('a language without its file is told, and a test needs no Dutch', async (t) => {
  const page = await preview(t);
  await rm(join(folder, 'texts/nl.json'));
  await page.getByRole('listitem').filter({ hasText: join(folder, 'texts/nl.json') }).waitFor();
  await change('questionnaire.json', '["nl", "en", "fr", "es"]', '["en"]');
  await page.getByRole('heading', { name: 'Template for a test of your own' }).waitFor();
  assert.deepEqual(await problems(page), []);
  await change('questionnaire.json', '["nl", "en", "fr", "es"]', '["es", "fr"]');
  await page.getByRole('heading', { name: 'Plantilla para un chequeo propio' }).waitFor();
});

test('a questionnaire of another id takes its place', async (t) => {
  const page = await preview(t);
  await Promise.all(
    [...original]
      .map(([file, text]) => [file, text.replace(/"(id|questionnaire)": "template"/, '"$1": "zwembad"')])
      .map(([file, text]) => write(file, text)),
  );
  await page.locator('sdg-toets[questionnaire="zwembad"]').waitFor();
  await page.getByRole('heading', { name: 'Sjabloon voor een eigen toets' }).waitFor();
  assert.notEqual(new URL(address).origin, url, 'a server of its own');
});
