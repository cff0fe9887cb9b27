// The shipped WebAssembly gives the very bytes that the engine gives natively.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startEngine, widgetFile, widgetFolder } from './support.mjs';

const engine = await startEngine();

async function nativeScores() {
  const command = ['run', '--quiet', '--package', 'sdg-tests', '--bin', 'score_vectors'];
  const { stdout } = await promisify(execFile)('cargo', command, { maxBuffer: 2 ** 28 });
  return stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

test('every case scores the same in WebAssembly, to the byte', async (t) => {
  const cases = await nativeScores();
  assert.ok(cases.length > 100, `only ${cases.length} cases`);
  let questions = 0;
  for (const { name, structure, evidence, saved, report } of cases) {
    assert.equal(engine.scoreJson(structure, evidence ?? undefined, saved), report, name);
    questions += JSON.parse(report).questions.length;
  }
  t.diagnostic(`${cases.length} cases, ${questions} questions`);
});

test('a failure comes as a plain object with diagnostics', async () => {
  const structure = await widgetFile('questionnaires/sdg-toets-quick/questionnaire.json');
  const evidence = await widgetFile('questionnaires/evidence/interlinkages.json');
  const failure = (call) => {
    try {
      call();
    } catch (error) {
      return error;
    }
    return assert.fail('nothing failed');
  };
  const wrongs = [
    failure(() => engine.checkQuestionnaire('{')),
    failure(() => engine.checkQuestionnaire(structure)),
    failure(() => engine.scoreJson(structure, evidence, '[]')),
    failure(() => engine.scoreJson(structure, '{}', '{}')),
    failure(() => engine.claims(structure, evidence, '[]')),
    failure(() => engine.interlinkages(structure, evidence, '{}')),
  ];
  for (const wrong of wrongs) {
    assert.equal(Object.getPrototypeOf(wrong), Object.prototype);
    assert.equal(wrong.kind, 'invalid');
    assert.ok(wrong.diagnostics.length > 0);
    const [{ code, severity, path, line, column, message, help }] = wrong.diagnostics;
    assert.match(code, /^[JQEA][0-9]{4}$/);
    assert.equal(severity, 'error');
    for (const part of [path, message, help]) assert.equal(typeof part, 'string');
    for (const place of [line, column]) assert.equal(typeof place, 'number');
  }
});

test('what is packed here is what was packed when it was published', async () => {
  const structure = await widgetFile('questionnaires/sdg-toets-quick/questionnaire.json');
  const evidence = await widgetFile('questionnaires/evidence/interlinkages.json');
  const published = await readFile(join(widgetFolder, 'questionnaires/sdg-toets-quick/questionnaire.whole.bin'));
  assert.deepEqual(Buffer.from(engine.packQuestionnaire(structure, evidence)), published);
});

test('a questionnaire tells what it is', async () => {
  const structure = await widgetFile('questionnaires/sdg-toets-quick/questionnaire.json');
  const evidence = await widgetFile('questionnaires/evidence/interlinkages.json');
  const { id, version, languages, questions } = engine.checkQuestionnaire(structure, evidence);
  assert.equal(id, 'sdg-toets-quick');
  assert.match(version, /^\d/);
  assert.deepEqual(languages, ['nl', 'en', 'fr', 'es']);
  assert.ok(questions > 20);
  assert.match(engine.version(), /^\d+\.\d+\.\d+$/);
});

test('a check that is held gives the same bytes, answer by answer', async () => {
  const structure = await widgetFile('questionnaires/sdg-toets/questionnaire.json');
  const evidence = await widgetFile('questionnaires/evidence/interlinkages.json');
  const saved = await widgetFile('questionnaires/sdg-toets/example.json');
  const check = new engine.HeldCheck(structure, evidence, saved);
  const whole = engine.scoreJson(structure, evidence, saved);
  assert.equal(check.reportJson(), whole);
  const answers = Object.entries(JSON.parse(saved).answers).filter(([, answer]) => !answer.each);
  assert.ok(answers.length > 50);
  for (const [question] of answers) check.answer(question, '{}');
  assert.notEqual(check.reportJson(), whole);
  for (const [question, answer] of answers) check.answer(question, JSON.stringify(answer));
  assert.equal(check.reportJson(), whole);
  assert.equal(engine.scoreJson(structure, evidence, check.savedJson()), whole);
  for (const [question, answer] of [['nobody', '{}'], ['goal-1', '{ "text": "?" }'], ['goal-1', '{'], ['goal-1', '1, "x": 2']]) {
    assert.throws(() => check.answer(question, answer), ({ kind }) => kind === 'invalid', `${question}: ${answer}`);
  }
  assert.equal(check.reportJson(), whole);
});
