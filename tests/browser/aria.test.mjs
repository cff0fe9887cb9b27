// What a screen reader is given on every screen, held against aria/NAME.LANGUAGE.yml; after a change on purpose `UPDATE=1` writes
// them anew, and the difference is to be read like that of any other golden file.

import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { screens, tour } from './screens.mjs';

const HOW = 'if that is as it should be: `cargo xtask screens`, and read the difference before you commit it';

for (const language of ['nl', 'en']) {
  test(`what is read aloud on every screen in ${language} is as before`, async (t) => {
    const seen = [];
    const changed = [];
    await mkdir(new URL('aria/', import.meta.url), { recursive: true });
    for await (const { name, part } of tour(t, { language })) {
      seen.push(name);
      const now = `${await part.ariaSnapshot()}\n`;
      const path = new URL(`aria/${name}.${language}.yml`, import.meta.url);
      if (process.env.UPDATE) {
        await writeFile(path, now);
        continue;
      }
      const before = await readFile(path, 'utf8').catch(() => '');
      if (now !== before) changed.push(`aria/${name}.${language}.yml, ${firstDifference(before, now)}`);
    }
    assert.deepEqual(seen.toSorted(), Object.keys(screens).toSorted(), 'every screen was seen, once');
    assert.ok(changed.length === 0, `${changed.join('\n')}\n${HOW}`);
  });
}

/** The first line that is not the same, before and now. */
function firstDifference(before, now) {
  const [old, young] = [before, now].map((text) => text.split('\n'));
  const at = young.findIndex((line, place) => line !== old[place]);
  const line = at < 0 ? young.length : at;
  return `line ${line + 1}\n  before: ${old[line] ?? '(nothing)'}\n  now:    ${young[line] ?? '(nothing)'}`;
}
