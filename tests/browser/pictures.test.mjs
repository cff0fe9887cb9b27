// Pictures of the main screens for people to look at: target/screenshots/ after every run. With SDG_UPDATE_PICTURES=1 the one
// of the README is written anew: `SDG_UPDATE_PICTURES=1 cargo xtask test --only browser pictures`.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { go, words } from './check.mjs';
import { openPage, screenshot, widget } from './support.mjs';

const say = await words('nl');

for (const [width, colorScheme] of [[1280, 'light'], [768, 'dark'], [320, 'light']]) {
  test(`the main screens at ${width} px, ${colorScheme}, fit the width`, async (t) => {
    const page = await openPage(t, '/', { viewport: { width, height: 900 }, colorScheme });
    const element = await widget(page);
    const look = async (name) => {
      await screenshot(page, `${name}-${width}-${colorScheme}`);
      const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      assert.ok(wide <= room, `${name}: ${wide} px wide, there is room for ${room}`);
    };
    await look('start');
    const broken = await element.locator('.language').evaluateAll((names) => names.filter((name) => {
      const text = document.createRange();
      text.selectNodeContents(name);
      return text.getClientRects().length > 1;
    }).length);
    assert.equal(broken, 0, 'the name of a language stands on one line');
    for (const where of ['people', 'lnob', 'list']) {
      await go(element, say, where);
      await look(where);
    }
    await page.goto('/');
    await (await widget(page)).getByRole('button', { name: say('start.example') }).click();
    await element.locator('.bars, table').first().waitFor();
    await look('example');
    if (width === 1280 && process.env.SDG_UPDATE_PICTURES) {
      const folder = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
      await mkdir(folder, { recursive: true });
      const top = await element.locator('#heading').boundingBox();
      const clip = { x: 190, y: top.y + (await page.evaluate(() => window.scrollY)) - 20, width: 900, height: 1500 };
      await page.screenshot({ path: `${folder}result.png`, fullPage: true, clip });
    }
  });
}
