// The least that must work: the page loads, the element starts, nothing goes wrong on the way.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, screenshot, widget } from './support.mjs';

test('the widget starts on the demonstration page', async (t) => {
  const page = await openPage(t, '/');
  const element = await widget(page);
  assert.equal(await element.evaluate((it) => it.shadowRoot?.mode), 'open');
  await screenshot(page, 'smoke');
});

test('two widgets start on a hostile page', async (t) => {
  const page = await openPage(t, '/embed.html');
  await widget(page, '#een');
  await widget(page, '#twee');
  await screenshot(page, 'smoke-hostile');
});
