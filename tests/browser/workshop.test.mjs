// The workshop view: a group around one screen, on the same answers.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fill, go, like, question, stored, words } from './check.mjs';
import { axe, focusPath, openPage, screenshot, widget } from './support.mjs';

const all = Object.fromEntries(await Promise.all(['nl', 'en', 'fr', 'es'].map(async (tag) => [tag, await words(tag)])));
const { nl } = all;

const part = (element) => element.locator('#heading .part');
const next = (element, say = nl) => element.getByRole('link', { name: say('workshop.next') });
const votes = (element) => element.locator('.votes');
const act = (element, key, say = nl) => votes(element).getByRole('button', { name: say(key), exact: true });

/** Enters the workshop from the task list. */
async function enter(element, say = nl) {
  await go(element, say, 'list');
  await element.locator('.rows').getByRole('link', { name: say('list.workshop') }).click();
  await element.locator('.workshop').waitFor();
}

/** Goes to a question by the list of all of them. */
async function jump(element, title, say = nl) {
  const list = element.locator('details:has(.jump)');
  if (!(await list.evaluate((it) => it.open))) await list.locator('summary').click();
  await list.getByRole('link', { name: title, exact: true }).first().click();
  await element.locator('.workshop').waitFor();
  return say;
}

test('in from the list, on and back, to any question, and out, by keyboard alone', async (t) => {
  const page = await openPage(t, '/');
  const element = await widget(page);
  // From the first program: nothing has been answered, and nothing is kept.
  await enter(element);
  assert.match((await focusPath(page)).at(-1), /#heading/);
  assert.match(await part(element).textContent(), like(nl('workshop.part')));
  assert.equal(await stored(page), null);
  const number = async () => Number((await part(element).textContent()).match(/\d+/)[0]);
  const press = async (wanted, keys = 'Enter') => {
    for (let n = 0; !wanted.test((await focusPath(page)).at(-1)); n += 1) {
      assert.ok(n < 80, `no way by Tab to ${wanted}`);
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press(keys);
  };
  const toNext = new RegExp(`^a.*${nl('workshop.next')}`);
  assert.equal(await number(), 1);
  await page.keyboard.press('Tab');
  for (let place = 2; place <= 9; place += 1) {
    await press(toNext);
    assert.equal(await number(), place);
    assert.equal(await element.locator('.q').count(), 1, 'one question per screen');
    assert.match((await focusPath(page)).at(-1), /#heading/);
  }
  // Goal 2 now: an answer by arrows and space, and why.
  await press(/^input\[radio\]/, 'ArrowDown');
  await press(/^textarea/, 'Home');
  await page.keyboard.type('Omdat het zo is');
  const [id] = Object.keys((await stored(page)).answers);
  assert.equal((await stored(page)).answers[id].reason, 'Omdat het zo is');
  await press(new RegExp(`^a.*${nl('workshop.previous')}`));
  assert.equal(await number(), 8);
  await page.goBack();
  assert.equal(await number(), 9);
  await page.goForward();
  assert.equal(await number(), 8);
  await press(new RegExp(`^summary.*${nl('workshop.jump')}`));
  await press(new RegExp(`^a.*${nl('question.goal-17.title').slice(0, 30)}`));
  await element.getByRole('heading', { name: nl('question.goal-17.title') }).waitFor();
  assert.match((await focusPath(page)).at(-1), /#heading/);
  // A reload stays at the question; leaving goes to its section, with the same answers.
  await page.reload();
  await widget(page);
  await element.getByRole('heading', { name: nl('question.goal-17.title') }).waitFor();
  await press(new RegExp(`^a.*${nl('workshop.leave')}`));
  await element.getByRole('heading', { name: nl('section.peace-partnership.title') }).first().waitFor();
  assert.equal((await stored(page)).answers[id].reason, 'Omdat het zo is');
});

test('a vote stays hidden, is shown in words and bars, and only a summary is kept', async (t) => {
  const page = await openPage(t, '/');
  const element = await fill(page, nl);
  await enter(element);
  await jump(element, nl('question.goal-7.title'));
  await element.getByRole('button', { name: nl('workshop.vote') }).click();
  assert.match((await focusPath(page)).at(-1), /#votes/);
  assert.ok(await votes(element).getByText(nl('workshop.private')).isVisible());
  assert.equal(await element.locator('.q').count(), 0, 'nobody fixes the answer while others vote');
  await act(element, 'workshop.show').click();
  await element.getByText(nl('workshop.no-votes')).waitFor();
  const before = await page.evaluate(() => JSON.stringify({ ...localStorage }).split('\\n')[1]);
  for (const [benefit, harm] of [[3, 0], [2, 0], [1, 0], [3, 3]]) {
    await votes(element).locator('.benefit input[type=radio]').nth(benefit).check();
    await votes(element).locator('.harm input[type=radio]').nth(harm).check();
    await act(element, 'workshop.cast.button').click();
    assert.equal(await votes(element).locator('input:checked').count(), 0, 'the next one sees nothing of it');
    assert.equal(await votes(element).locator('.vote-bars').count(), 0);
  }
  assert.match(await element.locator('#status').textContent(), /4/);
  await votes(element).locator('summary').click();
  await votes(element).locator('.hand input').nth(3).fill('2');
  assert.deepEqual((await axe(page)).violations, []);
  await screenshot(page, 'workshop-vote');
  await act(element, 'workshop.show').click();
  assert.match((await focusPath(page)).at(-1), /#votes/);
  const numbers = (side) => votes(element).locator(`.${side} .vote-bars li`).evaluateAll((lines) => lines.map((line) => parseInt(line.querySelector('.number').textContent, 10)));
  const benefit = await numbers('benefit');
  assert.equal(benefit.reduce((a, b) => a + b), 6);
  assert.deepEqual([benefit[1], benefit[2], benefit[3]], [1, 1, 4], 'hands and votes together');
  assert.deepEqual([(await numbers('harm'))[0], (await numbers('harm'))[3]], [3, 1]);
  await votes(element).locator('.harm').getByText(nl('workshop.discuss')).waitFor();
  await votes(element).locator('.harm').getByText(nl('workshop.warning')).waitFor();
  // As wide as its share: read from the picture, not from the number beside it.
  const bar = await votes(element).locator('.benefit .vote-bars li').nth(3).locator('svg').evaluate((svg) =>
    svg.querySelector('.some').getBoundingClientRect().width / svg.querySelector('.all').getBoundingClientRect().width);
  assert.ok(Math.abs(bar - 4 / 6) < 0.01, `${bar}`);
  assert.deepEqual((await axe(page)).violations, []);
  assert.equal(await page.evaluate(() => JSON.stringify({ ...localStorage }).split('\\n')[1]), before, 'no vote is kept');
  await screenshot(page, 'workshop-votes');
  // The group fixes the answer, and puts a summary with the reason.
  await question(element, 'goal-7').locator('.side.benefit input').nth(3).check();
  await act(element, 'workshop.summary').click();
  const answer = (await stored(page)).answers['goal-7'];
  assert.match(answer.reason, /\(4\)/);
  assert.equal(await element.locator('.q textarea').inputValue(), answer.reason);
  await act(element, 'workshop.forget').click();
  await votes(element).waitFor({ state: 'detached' });
  assert.match((await focusPath(page)).at(-1), /q-goal-7/);
});

test('choices, ratings and rosters are voted on too', async (t) => {
  const page = await openPage(t, '/');
  const element = await fill(page, nl);
  await enter(element);
  const vote = async (title, ...ballots) => {
    await jump(element, title);
    await element.getByRole('button', { name: nl('workshop.vote') }).click();
    for (const ballot of ballots) {
      for (const label of ballot) await votes(element).locator('fieldset').first().getByLabel(label).check();
      await act(element, 'workshop.cast.button').click();
    }
    await act(element, 'workshop.show').click();
    const lines = await votes(element).locator('.vote-bars li').evaluateAll((all) => all.map((line) => [...line.querySelectorAll('.name, .number')].map((it) => it.textContent).join('')));
    await act(element, 'workshop.forget').click();
    return lines;
  };
  const design = nl('option.stage.design');
  assert.ok((await vote(nl('question.stage.title'), [design], [design])).includes(`${design}: 2 stemmen`));
  // Each ticks several, and the reveal counts every option by itself.
  const [mobility, learning] = [nl('option.domains.d2-mobility'), nl('option.domains.d8-education')];
  const domains = await vote(nl('question.domains.title'), [mobility, learning], [mobility], [nl('question.none-of')]);
  for (const line of [`${mobility}: 2 stemmen`, `${learning}: 1 stem`, `${nl('question.none-of')}: 1 stem`]) assert.ok(domains.includes(line), `${line}: ${domains.join()}`);
  const older = nl('subject.groups.older');
  const groups = await vote(nl('question.groups-touched.title'), [older], [older]);
  assert.ok(groups.includes(`${nl('answer.yes')}: 2 stemmen`), groups.join());
  const rating = await vote(nl('question.feedback.title'), [nl('question.unknown')], [nl('question.unknown')]);
  assert.ok(rating.includes(`${nl('question.unknown')}: 2 stemmen`), rating.join());
});

test('digits choose only after they are switched on, in the group where one is, and never while writing', async (t) => {
  const page = await openPage(t, '/');
  const element = await widget(page);
  await enter(element);
  await jump(element, nl('question.goal-7.title'));
  const chosen = (side) => element.locator(`.side.${side} input`).evaluateAll((all) => all.findIndex((it) => it.checked));
  await page.keyboard.press('3');
  assert.equal(await chosen('benefit'), -1);
  await element.getByLabel(nl('workshop.keys')).check();
  await element.locator('#heading').focus();
  await page.keyboard.press('3');
  assert.equal(await chosen('benefit'), 2);
  // Where one is now, and then the group where one goes.
  await page.keyboard.press('2');
  assert.equal(await chosen('benefit'), 1);
  await element.locator('#heading').focus();
  await page.keyboard.press('1');
  assert.deepEqual([await chosen('benefit'), await chosen('harm')], [1, 0]);
  // The numbers on the screen are those of the keyboard.
  const shown = await element.locator('.side.benefit .words').evaluateAll((all) => all.map((it) => getComputedStyle(it, '::before').content));
  assert.ok(shown.every((content) => content.includes('counter')), shown.join());
  const focus = element.locator('textarea').first();
  await focus.focus();
  await page.keyboard.type('4 of 5');
  assert.deepEqual([await focus.inputValue(), await chosen('benefit')], ['4 of 5', 1]);
  await page.keyboard.press('Control+9');
  await element.locator('#heading').focus();
  await page.keyboard.press('Control+4');
  assert.equal(await chosen('benefit'), 1);
  // It holds on the next screens, and not outside the workshop.
  await next(element).click();
  await page.keyboard.press('2');
  assert.equal(await chosen('benefit'), 1);
  await element.getByRole('link', { name: nl('workshop.leave') }).click();
  await element.locator('.section').waitFor();
  const before = await stored(page);
  await page.keyboard.press('5');
  assert.deepEqual((await stored(page)).answers, before.answers);
});

test('what is to be found out goes into the plan, with name and day, and half of it survives', async (t) => {
  const page = await openPage(t, '/');
  let element = await widget(page);
  await enter(element);
  await jump(element, nl('question.goal-13.title'));
  const list = element.locator('details:has(.find-out)');
  await list.locator('summary').click();
  await list.getByRole('button', { name: nl('workshop.add') }).click();
  await element.getByText(nl('workshop.find-out.empty')).waitFor();
  await list.getByLabel(nl('workshop.what')).fill('Hoeveel bomen kappen we?');
  await list.getByLabel(nl('workshop.who')).pressSequentially('An');
  await page.reload();
  element = await widget(page);
  assert.equal(await list.getByLabel(nl('workshop.what')).inputValue(), 'Hoeveel bomen kappen we?');
  await list.getByLabel(nl('workshop.who')).press('End');
  await page.keyboard.type('ke');
  await list.getByLabel(nl('workshop.when')).fill('2027-01-09');
  await list.getByRole('button', { name: nl('workshop.add') }).click();
  await list.getByText('Hoeveel bomen kappen we?, Anke, 9 januari 2027').waitFor();
  assert.match((await focusPath(page)).at(-1), /#find-out/);
  const { actions } = await stored(page);
  assert.deepEqual(actions.map(({ text, person, date, status, from }) => ({ text, person, date, status, from })), [
    { text: 'Hoeveel bomen kappen we?', person: 'Anke', date: '2027-01-09', status: 'open', from: { question: 'goal-13' } },
  ]);
  assert.deepEqual((await axe(page)).violations, []);
});

test('another language in the middle of a vote and of a word', async (t) => {
  const page = await openPage(t, '/');
  const element = await widget(page);
  await enter(element);
  await jump(element, nl('question.goal-7.title'));
  await element.locator('textarea').first().fill('Waarom ');
  for (const tag of ['en', 'fr', 'es', 'nl']) {
    const say = all[tag];
    await element.locator('textarea').first().focus();
    await element.evaluate((it, lang) => it.setAttribute('lang', lang), tag);
    await element.getByRole('heading', { name: say('question.goal-7.title'), exact: true }).waitFor();
    await page.keyboard.type(tag);
    assert.match(await part(element).textContent(), like(say('workshop.part')));
  }
  assert.equal(await element.locator('textarea').first().inputValue(), 'Waarom enfresnl');
  await element.getByRole('button', { name: nl('workshop.vote') }).click();
  await votes(element).locator('.benefit input[type=radio]').nth(2).check();
  for (const tag of ['en', 'fr', 'es']) {
    const say = all[tag];
    await element.locator(`.language[lang="${tag}"]`).click();
    await act(element, 'workshop.cast.button', say).waitFor();
    assert.ok(await votes(element).locator('.benefit input[type=radio]').nth(2).isChecked());
    const { violations } = await axe(page);
    assert.deepEqual(violations, [], tag);
  }
  await act(element, 'workshop.cast.button', all.es).click();
  await act(element, 'workshop.show', all.es).click();
  await votes(element).getByText(all.es('workshop.too-few')).first().waitFor();
});

test('on a phone, in the dark and on a beamer', async (t) => {
  const view = async (name, width, options, check) => {
    const page = await openPage(t, '/', { viewport: { width, height: 900 }, ...options });
    const element = await fill(page, nl);
    await enter(element);
    await jump(element, nl('question.goal-11.title'));
    await element.locator('details:has(.find-out) summary').click();
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name}: no scrolling sideways`);
    assert.deepEqual((await axe(page)).violations, [], name);
    await screenshot(page, `workshop-${name}`);
    await check?.(element, page);
    await element.getByRole('button', { name: nl('workshop.vote') }).click();
    await votes(element).locator('.benefit input[type=radio]').nth(2).check();
    await act(element, 'workshop.cast.button').click();
    await act(element, 'workshop.show').click();
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name}: no scrolling sideways`);
    const { violations } = await axe(page);
    assert.deepEqual(violations, [], `${name}, with votes`);
    await screenshot(page, `workshop-${name}-votes`);
  };
  await view('320', 320, {});
  await view('dark', 1280, { colorScheme: 'dark' });
  await view('forced', 1280, { forcedColors: 'active' });
  await view('1920', 1920, {}, async (element, page) => {
    await element.getByRole('button', { name: nl('workshop.fill') }).click();
    await page.waitForFunction(() => document.fullscreenElement?.localName === 'sdg-toets');
    const size = await element.locator('.ask').first().evaluate((it) => parseFloat(getComputedStyle(it).fontSize));
    assert.ok(size >= 32, `${size} px is too small for the back of the room`);
    const options = await element.locator('.pick').first().evaluate((it) => parseFloat(getComputedStyle(it).fontSize));
    assert.ok(options >= 24, `${options} px`);
  });
});
