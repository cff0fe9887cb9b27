// Never loses a word: a reload in mid-sentence, closing the page, moving the element, a browser that keeps nothing or is full, two
// tabs at once, another language, the other program, a deletion by mistake, and time.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { go, like, question, stored, words } from './check.mjs';
import { axe, focusPath, openPage, requests, widget } from './support.mjs';

const all = Object.fromEntries(await Promise.all(['nl', 'en', 'fr', 'es'].map(async (tag) => [tag, await words(tag)])));
const { nl } = all;
const key = 'sdg-toets:sdg-toets-quick';
const kept = (page) => page.evaluate((name) => localStorage.getItem(name), key);
const name = (element) => element.getByLabel(nl('question.project-name.title'));
const own = (element) => question(element, 'groups-touched').locator('.own input');
const status = (element) => element.locator('#status');

/** Types without leaving the field, so that no `change` comes. */
async function types(field, text) {
  await field.focus();
  await field.pressSequentially(text);
}

test('a reload in mid-sentence, and of the name of a group that is not added yet', async (t) => {
  const page = await openPage(t, '/');
  let element = await widget(page);
  await go(element, nl, 'profile');
  await types(name(element), 'Een school­straat aan de');
  await page.reload();
  element = await widget(page);
  await name(element).waitFor();
  assert.equal(await name(element).inputValue(), 'Een school­straat aan de');
  await go(element, nl, 'lnob');
  await types(own(element), 'Kermis');
  await page.reload();
  element = await widget(page);
  await own(element).waitFor();
  assert.equal(await own(element).inputValue(), 'Kermis');
  await own(element).press('Enter');
  await question(element, 'groups-touched').getByLabel('Kermis').first().waitFor();
  assert.equal(await own(element).inputValue(), '');
});

test('closing the page keeps what was typed last', async (t) => {
  const page = await openPage(t, '/');
  const element = await widget(page);
  await go(element, nl, 'profile');
  await types(name(element), 'Tot de laatste letter');
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide')));
  const after = await page.context().newPage();
  await page.close();
  await after.goto('/');
  const again = await widget(after);
  await name(again).waitFor();
  assert.equal(await name(again).inputValue(), 'Tot de laatste letter');
});

test('moving the element keeps what is being typed, and taking it out and putting it back too', async (t) => {
  const page = await openPage(t, '/');
  const element = await widget(page);
  await go(element, nl, 'profile');
  await types(name(element), 'Verhuizing');
  await go(element, nl, 'lnob');
  await types(own(element), 'Onder');
  await page.evaluate(() => {
    const it = document.querySelector('sdg-toets');
    document.body.append(document.createElement('section'));
    document.querySelector('section:last-child').append(it);
  });
  assert.equal(await own(element).inputValue(), 'Onder');
  await types(own(element), 'weg');
  await page.evaluate(async () => {
    const it = document.querySelector('sdg-toets');
    it.remove();
    await new Promise((done) => { setTimeout(done, 50); });
    document.querySelector('main').append(it);
  });
  await widget(page);
  await own(element).waitFor();
  assert.match(await own(element).inputValue(), /^(Onderweg|wegOnder)$/);
  await go(element, nl, 'profile');
  assert.equal(await name(element).inputValue(), 'Verhuizing');
});

test('the whole program goes on with half a name', async (t) => {
  const page = await openPage(t, '/');
  const element = await widget(page);
  await go(element, nl, 'people');
  await question(element, 'goal-1').getByRole('button', { name: nl('question.no-effect') }).click();
  await go(element, nl, 'lnob');
  await types(own(element), 'Nachtw');
  await go(element, nl, 'result');
  assert.ok(requests(page).some((address) => address.includes('sdg_engine')));
  await go(element, nl, 'lnob');
  assert.equal(await own(element).inputValue(), 'Nachtw');
});

test('a full browser says so, loses nothing, and keeps again when there is room', async (t) => {
  const page = await openPage(t, '/');
  const element = await widget(page);
  await go(element, nl, 'profile');
  await name(element).fill('Eerst');
  await status(element).getByText(like(nl('frame.saved'))).waitFor();
  // A real quota, not a pretended one.
  await page.evaluate(() => {
    let size = 2 ** 22;
    for (let n = 0; size > 0; n += 1) {
      try {
        localStorage.setItem(`vol-${n}`, 'x'.repeat(size));
      } catch {
        size = Math.floor(size / 2);
      }
    }
  });
  await types(name(element), ' en dan nog veel meer');
  await status(element).getByText(nl('frame.not-saved')).waitFor();
  assert.equal(await name(element).inputValue(), 'Eerst en dan nog veel meer');
  assert.deepEqual((await stored(page)).answers['project-name'].text.startsWith('Eerst'), true);
  await page.evaluate(() => Object.keys(localStorage).filter((it) => it.startsWith('vol-')).forEach((it) => localStorage.removeItem(it)));
  await types(name(element), '!');
  await status(element).getByText(like(nl('frame.saved'))).waitFor();
  assert.equal((await stored(page)).answers['project-name'].text, 'Eerst en dan nog veel meer!');
});

test('two tabs that write at once ask which of the two stays', async (t) => {
  const page = await openPage(t, '/');
  const element = await widget(page);
  await go(element, nl, 'profile');
  await name(element).fill('Begin');
  await status(element).getByText(like(nl('frame.saved'))).waitFor();
  // What another tab keeps at this moment: the news of it comes after the next letter here.
  await page.evaluate((at) => localStorage.setItem(at, localStorage.getItem(at).replace('Begin', 'Daar')), key);
  await name(element).fill('Hier');
  const panel = element.locator('.panel');
  await panel.getByText(nl('both.title')).waitFor();
  assert.match((await focusPath(page)).at(-1), /project-name/, 'who types goes on typing');
  await types(name(element), ' verder');
  await status(element).getByText(nl('both.status')).waitFor();
  assert.equal((await stored(page)).answers['project-name'].text, 'Daar', 'nothing is overwritten');
  const { violations } = await axe(page);
  assert.deepEqual(violations, []);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    panel.getByRole('button', { name: nl('both.save') }).click(),
  ]);
  assert.equal(JSON.parse(await readFile(await download.path(), 'utf8')).answers['project-name'].text, 'Hier verder');
  await panel.getByRole('button', { name: nl('both.take') }).click();
  await element.getByText(nl('message.elsewhere')).waitFor();
  assert.equal(await name(element).inputValue(), 'Daar');
  assert.equal(await panel.count(), 0);
  await types(element.getByLabel(nl('question.municipality.title')), 'Lindebeek');
  const { answers } = await stored(page);
  assert.deepEqual([answers['project-name'].text, answers.municipality.text], ['Daar', 'Lindebeek']);
});

test('another language in mid-sentence keeps place, focus and text', async (t) => {
  const page = await openPage(t, '/');
  const element = await widget(page);
  await go(element, nl, 'profile');
  await types(name(element), 'Straat');
  for (const tag of ['en', 'fr', 'es', 'nl']) {
    const say = all[tag];
    // The page changes its mind while somebody types.
    await element.evaluate((it, lang) => it.setAttribute('lang', lang), tag);
    await element.getByText(say('question.project-name.title')).waitFor();
    const field = element.getByLabel(say('question.project-name.title'));
    assert.match((await focusPath(page)).at(-1), /#q-project-name/, tag);
    await page.keyboard.type(`-${tag}`);
    assert.match(await field.inputValue(), new RegExp(`-${tag}$`));
    assert.equal(await element.locator('.sdg').getAttribute('lang'), tag);
  }
  assert.equal(await name(element).inputValue(), 'Straat-en-fr-es-nl');
  await go(element, nl, 'lnob');
  await types(own(element), 'Ker');
  await element.evaluate((it) => it.setAttribute('lang', 'fr'));
  await element.getByText(all.fr('question.groups-touched.title')).waitFor();
  await page.keyboard.type('mis');
  assert.equal(await own(element).inputValue(), 'Kermis');
  await element.evaluate((it) => it.setAttribute('lang', 'nl'));
  await element.getByText(nl('question.groups-touched.title')).waitFor();
  await go(element, nl, 'profile');
  for (const tag of ['en', 'fr', 'es', 'nl']) {
    const button = element.locator(`.language[lang="${tag}"]`);
    await button.focus();
    await page.keyboard.press('Enter');
    await element.getByText(all[tag]('question.project-name.title')).waitFor();
    assert.match((await focusPath(page)).at(-1), new RegExp(`^button.*${await button.textContent()}`), 'focus stays on what was used');
    await status(element).getByText(like(all[tag]('frame.saved'))).waitFor();
  }
});

test('the last deletion is undone by keyboard, until the next step', async (t) => {
  const page = await openPage(t, '/');
  const element = await widget(page);
  await go(element, nl, 'people');
  const block = question(element, 'goal-3');
  await block.locator('.side.benefit input').nth(3).check();
  await block.locator('.side.harm input').nth(1).check();
  const before = (await stored(page)).answers['goal-3'];
  const undo = element.getByRole('button', { name: nl('message.undo') });
  const clear = async () => {
    await block.getByRole('button', { name: nl('question.clear') }).focus();
    await page.keyboard.press('Enter');
  };
  await clear();
  await undo.waitFor();
  assert.match(await status(element).textContent(), new RegExp(nl('message.deleted')));
  assert.equal(await status(element).getAttribute('role'), 'status');
  assert.equal((await stored(page)).answers['goal-3'], undefined);
  assert.match((await focusPath(page)).at(-1), /q-goal-3/);
  assert.ok(await undo.evaluate((it) => {
    const { top, bottom } = it.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  }), 'it is in view, wherever one is on the page');
  let tabs = 0;
  while (!(await focusPath(page)).at(-1).includes(nl('message.undo'))) {
    await page.keyboard.press('Shift+Tab');
    assert.ok((tabs += 1) < 60, 'no way to it by keyboard');
  }
  const { violations } = await axe(page);
  assert.deepEqual(violations, []);
  await page.keyboard.press('Enter');
  // The whole program goes on from before the deletion, with focus on what is back, and says so in a status line that was there.
  await block.locator('.side.benefit input').nth(3).and(element.locator(':checked')).waitFor();
  await status(element).getByText(nl('message.undone')).waitFor();
  assert.deepEqual((await stored(page)).answers['goal-3'], before);
  assert.match((await focusPath(page)).at(-1), /q-goal-3/);
  // Gone with the next change.
  await clear();
  await undo.waitFor();
  await question(element, 'goal-1').getByRole('button', { name: nl('question.no-effect') }).click();
  await undo.waitFor({ state: 'detached' });

  // A group of one's own, with what was said of it.
  await go(element, nl, 'lnob');
  await own(element).fill('Kermis');
  await own(element).press('Enter');
  await question(element, 'groups-in-depth').getByLabel('Kermis').first().check();
  const groups = await stored(page);
  await element.getByRole('button', { name: nl('question.own.remove').replace('{name}', 'Kermis') }).click();
  await undo.click();
  await status(element).getByText(nl('message.undone')).waitFor();
  assert.deepEqual(await stored(page), groups);

  // And everything.
  await go(element, nl, 'keep');
  await element.getByRole('button', { name: nl('keep.erase.button') }).click();
  await element.getByRole('button', { name: nl('erase.yes') }).click();
  await element.getByText(nl('erase.done')).waitFor();
  assert.equal(await stored(page), null);
  await undo.click();
  assert.deepEqual((await stored(page)).answers, groups.answers);
});

test('what was left for long is asked about, and never erased by itself', async (t) => {
  const page = await openPage(t, '/');
  let element = await widget(page);
  await go(element, nl, 'profile');
  await name(element).fill('Van lang geleden');
  await status(element).getByText(like(nl('frame.saved'))).waitFor();
  const today = new Date().toISOString().slice(0, 10);
  assert.ok((await kept(page)).split('\n')[0].includes(today));
  const age = (days) => page.evaluate(([at, from, to]) => {
    const text = localStorage.getItem(at);
    localStorage.setItem(at, text.replace(from, to));
  }, [key, today, new Date(Date.now() - days * 864e5).toISOString().slice(0, 10)]);
  await age(179);
  await page.reload();
  element = await widget(page);
  await name(element).waitFor();
  assert.equal(await element.locator('.panel').count(), 0);
  for (const [tag, day] of [['en', '9 January 2026'], ['fr', '9 janvier 2026'], ['es', '9 de enero de 2026'], ['nl', '9 januari 2026']]) {
    await page.evaluate((at) => localStorage.setItem(at, localStorage.getItem(at).replace(/\d{4}-\d\d-\d\d/, '2026-01-09')), key);
    await page.reload();
    element = await widget(page);
    await element.locator('.panel').waitFor();
    await element.locator(`.language[lang="${tag}"]`).click();
    await element.locator('.panel').getByText(all[tag]('old.text').replace('{date}', day)).waitFor();
    assert.equal((await stored(page)).answers['project-name'].text, 'Van lang geleden');
  }
  const { violations } = await axe(page);
  assert.deepEqual(violations, []);
  await element.locator('.panel').getByRole('button', { name: nl('old.go-on') }).click();
  assert.ok((await kept(page)).split('\n')[0].includes(today));
  await page.reload();
  element = await widget(page);
  await name(element).waitFor();
  assert.equal(await element.locator('.panel').count(), 0);
});
