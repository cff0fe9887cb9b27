// Pictures of every screen: for people to look at, in target/screenshots/ after every run, and as the reference that
// docs/screens.md shows. `cargo xtask screens` makes the reference anew. On the way every screen must fit its width.

import assert from 'node:assert/strict';
import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { brokenWords } from './inspect.mjs';
import { screenshots } from './support.mjs';
import { screens, tour } from './screens.mjs';

/** Where the pictures go: of a run, or of the reference. */
const reference = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
const folder = process.env.UPDATE ? reference : screenshots;
/** Of a longer screen the picture ends here: some screens are twenty times as long, and what comes looks the same. */
const LONGEST = 1800;
/** In the dark: what differs in kind. */
const DARK = ['start', 'list', 'section', 'result', 'plan', 'report', 'beside', 'workshop', 'votes'];

const ALL_SIZES = [[1280, 'light'], [768, 'light'], [320, 'light'], [320, 'dark']];
/** All of them for the reference and before a release; otherwise what differs most. */
const SIZES = process.env.UPDATE || process.env.SDG_ALL ? ALL_SIZES : [[1280, 'light'], [320, 'dark']];
/** Of the pictures of the reference, together. */
const MOST_BYTES = 6_000_000;

const pictureName = (name, [width, colorScheme]) => `${name}-${width}${colorScheme === 'dark' ? '-dark' : ''}.webp`;
const inReference = (name, [, colorScheme]) => colorScheme === 'light' || DARK.includes(name);

for (const [width, colorScheme] of SIZES) {
  test(`every screen at ${width} px, ${colorScheme}, fits the width`, async (t) => {
    await mkdir(folder, { recursive: true });
    for await (const { name, page, element } of tour(t, { viewport: { width, height: 900 }, colorScheme })) {
      const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      assert.ok(wide <= room, `${name}: ${wide} px wide, there is room for ${room}`);
      // On a phone a long word may be too long for a line.
      if (width >= 768 && name !== 'broken') assert.deepEqual(await page.evaluate(brokenWords), [], `${name} at ${width} px`);
      if (name === 'start') {
        const broken = await element.locator('.language').evaluateAll((names) => names.filter((name) => {
          const text = document.createRange();
          text.selectNodeContents(name);
          return text.getClientRects().length > 1;
        }).length);
        assert.equal(broken, 0, 'the name of a language stands on one line');
      }
      if (process.env.UPDATE && !inReference(name, [width, colorScheme])) continue;
      // Not with the look of what the mouse happens to be on.
      await page.mouse.move(0, 0);
      await picture(page, element, pictureName(name, [width, colorScheme]), name === 'start');
    }
  });
}


test('docs/screens.md shows every picture of the reference, and there is no other', async () => {
  const path = new URL('../../docs/screens.md', import.meta.url);
  const wanted = Object.keys(screens).flatMap((name) => ALL_SIZES.filter((size) => inReference(name, size)).map((size) => pictureName(name, size)));
  if (process.env.UPDATE) await writeFile(path, document());
  assert.equal(await readFile(path, 'utf8'), document(), 'run `cargo xtask screens`');
  const there = (await readdir(reference)).toSorted();
  assert.deepEqual(there, wanted.toSorted());
  const sizes = await Promise.all(there.map(async (name) => (await stat(join(reference, name))).size));
  const total = sizes.reduce((sum, size) => sum + size);
  assert.ok(total <= MOST_BYTES, `${total} bytes`);
});

function document() {
  const cell = (name, size) => {
    if (!inReference(name, size)) return '';
    const [width, colorScheme] = size;
    const shown = Math.min(width / 2, 420);
    const alt = `${screens[name]}: ${width} px wide${colorScheme === 'dark' ? ', dark' : ''}`;
    return `<img src="screenshots/${pictureName(name, size)}" width="${shown}" alt="${alt}">`;
  };
  const rows = Object.entries(screens).map(([name, title]) =>
    `| ${title} | ${ALL_SIZES.map((size) => cell(name, size)).join(' | ')} |`);
  return `# The screens

Every screen of the widget on the demonstration page, in Dutch, at three widths; the main ones also in the dark. The project is the
worked example, a school street in a made-up municipality, and the day is always 15 September 2026. A picture ends at ${LONGEST} px: some
screens go on for long, in the same way. The mouse is on nothing.

\`cargo xtask screens\` makes the pictures and this page anew, together with what a screen reader is given on each screen, in Dutch and in
English: [tests/browser/aria](../tests/browser/aria). A browser test compares the latter, and holds that every screen fits its width. Look
at the pictures that changed before you commit them.

| Screen | 1280 px | 768 px | 320 px | 320 px, dark |
|---|---|---|---|---|
${rows.join('\n')}
`;
}

/** Writes a picture of the widget, or with `all` of the page around it too. Chromium itself makes WebP, a fourth of a PNG. */
async function picture(page, element, name, all) {
  const box = await element.evaluate((it) => {
    const { top, height } = it.getBoundingClientRect();
    return { top: top + scrollY, height, width: innerWidth };
  });
  const y = all ? 0 : Math.max(0, box.top - 16);
  const height = Math.min(LONGEST, box.top + box.height + 16 - y);
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'webp', quality: 70, captureBeyondViewport: true, clip: { x: 0, y, width: box.width, height, scale: 1 },
  });
  await session.detach();
  await writeFile(join(folder, name), Buffer.from(data, 'base64'));
}
