// One way past every screen: for what is made of each of them, and for what must hold on each.

import { readFile } from 'node:fs/promises';
import { fill, go, like, question, unfold, words } from './check.mjs';
import { expectProblem, openPage, widget } from './support.mjs';

/** The day it is on every screen, so that two runs show the same. */
const NOW = new Date('2026-09-15T10:00:00+02:00');

/** Every screen by its name, in the order in which one meets it, with what it shows. */
export const screens = {
  start: 'Start',
  blank: 'All questions, to read or to print',
  choice: 'From the quick check to the full one: what goes along',
  list: 'Overview: the task list',
  section: 'A section of the quick check',
  groups: 'Leave no one behind: questions about groups',
  facets: 'A section of the full check, with questions on how sure one is',
  glance: 'The result at a glance, while there are answers to give',
  result: 'The result',
  unfolded: 'The result, with all that is folded in',
  plan: 'Action plan',
  annex: 'Report: the annex for the college',
  report: 'Report: in full',
  keep: 'Save, and go on later',
  erase: 'The question before everything is erased',
  'open-file': 'What to do with a file that is opened',
  'wrong-file': 'A file that cannot be read',
  together: 'Look together: no file yet',
  beside: 'Look together: assessors side by side',
  since: 'Look together: what changed since an earlier file',
  projects: 'Look together: several projects in one table',
  workshop: 'Workshop: one question at a time',
  votes: 'Workshop: what the group voted',
  broken: 'When the check breaks down again and again',
};

const read = async (path) => JSON.parse(await readFile(new URL(`../../questionnaires/${path}`, import.meta.url), 'utf8'));
const schoolStreet = await read('sdg-toets-quick/example.json');
const sportsHall = await read('sdg-toets/example.json');

/** An example as somebody's own check. */
function own(example, by, project, answers = {}, more = {}) {
  const { example: _, ...saved } = structuredClone(example);
  const name = project && { 'project-name': { text: project } };
  return { ...saved, assessor: { by }, ...more, answers: { ...saved.answers, ...name, ...answers } };
}

const mine = own(schoolStreet, 'Dienst mobiliteit', 'Schoolstraat', {}, {
  actions: [{
    id: 'action-1', text: 'Laden en lossen kan voor 9 uur.', owner: 'Dienst economie', person: 'An', date: '2027-03-01', status: 'busy',
    from: { question: 'goal-8' },
  }],
});
const colleague = own(schoolStreet, 'Sociaal Huis', 'Schoolstraat', { 'goal-3': { benefit: 0, harm: 3, reason: 'Het wordt er net drukker.' } });
const earlier = own(schoolStreet, 'Dienst mobiliteit', 'Schoolstraat', { 'goal-3': { benefit: 2, harm: 0 }, 'goal-4': { unknown: true } });
const pool = own(schoolStreet, 'Sportdienst', 'Zwembad', { 'goal-13': { benefit: 0, harm: 3, reason: 'Veel energie.' } });

const file = (name, saved) => ({ name, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(saved)) });

/** Lets the whole program break down at everything that is asked of it, once `window.breaks` says so. */
const breakable = (page) => page.route('**/sdg_engine.js*', async (route) => {
  const response = await route.fetch();
  const trap = `
    const call = Widget.prototype.handle;
    Widget.prototype.handle = function (...given) {
      if (window.breaks) throw new WebAssembly.RuntimeError('unreachable');
      return call.apply(this, given);
    };`;
  await route.fulfill({ response, body: (await response.text()) + trap });
});

/** What opens a page in this language, at the same moment on every run, and what to do on it. `options` are those of `openPage`. */
async function opener(t, { language = 'nl', ...options }) {
  const [nl, say] = await Promise.all([words('nl'), words(language)]);
  const open = async (prepare) => {
    const page = await openPage(t, null, { locale: 'nl-BE', timezoneId: 'Europe/Brussels', ...options });
    await page.clock.setFixedTime(NOW);
    await prepare?.(page);
    await page.goto('/');
    const element = await widget(page);
    if (language !== 'nl') {
      await element.getByRole('button', { name: nl(`language.${language}`) }).click();
      await element.locator(`.sdg[lang=${language}]`).waitFor();
    }
    const screen = (name, part) => ({ name, page, element, part: part ?? element.locator('.sdg') });
    const take = (...files) => element.locator('#open-file').setInputFiles(files);
    const press = (key) => element.getByRole('button', { name: say(key), exact: true }).click();
    const row = async (key) => {
      await go(element, say, 'list');
      await element.locator('.rows').getByRole('link', { name: say(key) }).click();
    };
    const at = (sign) => element.locator(sign).first().waitFor();
    return { page, element, screen, take, press, row, at };
  };
  return { open, say };
}

/** A page with the full check on it. */
const fullCheck = (page) => page.route('**/', async (route) => {
  const response = await route.fetch();
  await route.fulfill({ response, body: (await response.text()).replace('<sdg-toets', '<sdg-toets questionnaire="sdg-toets"') });
});

/** Goes past the sections of the full check, filled in, and what is made of it: `{ name, page, element }`. */
export async function* tourOfFullCheck(t, options = {}) {
  const { open, say } = await opener(t, options);
  const { element, screen, take, at } = await open(fullCheck);
  await take(file('sporthal.json', own(sportsHall, 'Sportdienst')));
  await at('.screen.list');
  yield screen('list');
  const sections = await element.locator('.rows').first().getByRole('link').count();
  for (let place = 0; place < sections; place += 1) {
    await go(element, say, 'list');
    await element.locator('.rows').first().getByRole('link').nth(place).click();
    await at('.section');
    yield screen(`section ${place + 1}`);
    for (let page = 2; ; page += 1) {
      const way = element.getByRole('link', { name: like(say('pages.way').replace('{n}', page)) });
      if (!(await way.count())) break;
      await way.click();
      await element.locator('#heading .part').filter({ hasText: ` ${page} ` }).waitFor();
      yield screen(`section ${place + 1}, page ${page}`);
    }
  }
  for (const name of ['result', 'plan', 'report', 'keep']) {
    await go(element, say, name);
    yield screen(name);
  }
}

/**
 * Goes past every screen and gives each as `{ name, page, element, part }`: the page as it stands, the widget in it, and the part of
 * it that matters, where that is not all. Options are those of `openPage`, and a `language`.
 */
export async function* tour(t, options = {}) {
  const { open, say } = await opener(t, options);
  {
    const { page, element, screen, take, press, row, at } = await open();
    await element.getByRole('heading', { name: say('choice.title') }).waitFor();
    yield screen('start');
    await element.getByRole('link', { name: say('blank.link') }).click();
    await element.getByText(say('blank.intro')).waitFor();
    yield screen('blank');
    await page.goBack();
    await take(file('mijn-toets.json', mine));
    await at('.screen.list');
    await row('list.about');
    await element.locator('.rows a').first().click();
    await element.getByRole('button', { name: say('choice.take') }).waitFor();
    yield screen('choice');
    await go(element, say, 'list');
    yield screen('list');
    await go(element, say, 'people');
    yield screen('section');
    await go(element, say, 'lnob');
    yield screen('groups', question(element, 'groups-touched'));
    await go(element, say, 'result');
    yield screen('result');
    await unfold(element);
    yield screen('unfolded');
    await go(element, say, 'plan');
    yield screen('plan');
    await go(element, say, 'report');
    for (const name of ['annex', 'full']) {
      await element.getByLabel(say(`report.${name}`)).check();
      await at('#report-document');
      yield screen(name === 'full' ? 'report' : name);
    }
    await go(element, say, 'keep');
    yield screen('keep');
    await press('keep.erase.button');
    yield screen('erase');
    await press('erase.no');
    await take(file('brief.txt', 'Beste collega'));
    await at('#panel');
    yield screen('wrong-file');
    await press('message.close');
    await row('list.together');
    await at('.screen.together');
    yield screen('together');
    await go(element, say, 'keep');
    await take(file('collega.json', colleague));
    await at('#panel');
    yield screen('open-file');
    await press('together.open.beside');
    await at('.beside');
    yield screen('beside');
  }
  for (const [name, other, how] of [['since', earlier, 'together.open.earlier'], ['projects', pool, 'together.open.beside']]) {
    const { element, screen, take, press, at } = await open();
    await take(file('mijn-toets.json', mine));
    await at('.screen.list');
    await go(element, say, 'keep');
    await take(file(name === 'since' ? 'vroeger.json' : 'zwembad.json', other));
    await at('#panel');
    await press(how);
    if (name === 'projects') await press('together.projects');
    await at(`.${name}`);
    yield screen(name);
  }
  {
    const { element, screen, take, press, row, at } = await open();
    await take(file('mijn-toets.json', mine));
    await at('.screen.list');
    await row('list.workshop');
    await at('.workshop');
    await element.locator('details:has(.jump) summary').click();
    await element.locator('.jump').getByRole('link', { name: say('question.goal-11.title'), exact: true }).first().click();
    await element.getByRole('heading', { name: say('question.goal-11.title'), exact: true }).waitFor();
    yield screen('workshop');
    await press('workshop.vote');
    const votes = element.locator('.votes');
    for (const [benefit, harm] of [[3, 0], [2, 0], [3, 3], [1, 0]]) {
      await votes.locator('.benefit input[type=radio]').nth(benefit).check();
      await votes.locator('.harm input[type=radio]').nth(harm).check();
      await press('workshop.cast.button');
    }
    await press('workshop.show');
    await votes.locator('.vote-bars').first().waitFor();
    yield screen('votes', votes);
  }
  {
    // Until the whole program is there, the result is what the first one knows.
    const { page, element, screen } = await open((page) => page.route('**/sdg_engine_bg.wasm', () => {}));
    await fill(page, say, element);
    await go(element, say, 'glance');
    await element.getByRole('heading', { name: say('result.goals') }).waitFor();
    yield screen('glance');
  }
  {
    const { element, screen, take, at } = await open(fullCheck);
    await take(file('sporthal.json', own(sportsHall, 'Sportdienst')));
    await at('.screen.list');
    await element.locator('.rows a').nth(3).click();
    await at('.section');
    yield screen('facets', question(element, 'g3-moving'));
  }
  {
    const { page, element, screen, take, at } = await open(breakable);
    expectProblem(page, /sdg-toets:/);
    await take(file('mijn-toets.json', mine));
    await at('.screen.list');
    await page.evaluate(() => { window.breaks = true; });
    for (let n = 0; n < 5 && !(await element.getByRole('alert').count()); n += 1) {
      await element.getByRole('link').first().click();
      await page.waitForTimeout(200);
    }
    await element.getByRole('alert').waitFor();
    yield screen('broken', element);
  }
}
