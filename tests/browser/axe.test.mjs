// axe and our own looks on every screen and state, in every language and in the dark, and in the full check. Minutes of work, so
// only before a release: with `--all`, or `SDG_ALL=1 cargo xtask test --only browser axe`. What changes daily is in a11y.test.mjs.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unfold } from './check.mjs';
import { axeInside, inspect, overflow } from './inspect.mjs';
import { screens, tour, tourOfFullCheck } from './screens.mjs';

const skip = !process.env.SDG_ALL && 'only with --all: it takes minutes';

async function look({ name, page, element }, where) {
  // With everything unfolded, since axe does not look at what is hidden.
  await unfold(element);
  assert.deepEqual(await axeInside(page), { violations: [], incomplete: [] }, `axe on ${name}, ${where}`);
  // The last resort is all that is left of the widget: it has no frame, and no heading.
  if (name !== 'broken') assert.deepEqual(await page.evaluate(inspect), [], `${name}, ${where}`);
  assert.deepEqual(await page.evaluate(overflow), [], `${name}, ${where}`);
}

for (const [language, colorScheme, width] of [['nl', 'light', 1280], ['nl', 'dark', 320], ['en', 'light', 320], ['fr', 'light', 1280], ['es', 'light', 1280], ['fr', 'dark', 320]]) {
  const where = `${language}, ${colorScheme}, ${width} px`;
  const options = { language, colorScheme, viewport: { width, height: 900 } };
  test(`every screen: ${where}`, { skip }, async (t) => {
    const seen = [];
    for await (const screen of tour(t, options)) {
      seen.push(screen.name);
      await look(screen, where);
    }
    assert.deepEqual(seen.toSorted(), Object.keys(screens).toSorted());
  });
  test(`the full check: ${where}`, { skip }, async (t) => {
    let seen = 0;
    for await (const screen of tourOfFullCheck(t, options)) {
      seen += 1;
      await look(screen, `the full check, ${where}`);
    }
    assert.ok(seen > 25, `${seen} screens`);
  });
}
