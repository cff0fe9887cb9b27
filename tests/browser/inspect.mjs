// What the tests of single screens look at, each in the page as it stands.

import { axe } from './support.mjs';

/**
 * The numbers on the wheel: axe takes them for too short to be text, or does not see what they stand on. The wheel is decoration
 * beside a table that says the same, and the contrast is held by `colours::the_wheel_has_the_colours_of_the_tiles`.
 */
const isOfWheel = (node) => /^sdg-toets >> g\[transform[^>]*> text: /.test(node);

/** What axe finds inside the widget; the page around it is not ours. */
export async function axeInside(page) {
  const inside = (found, but = () => false) =>
    found
      .map((one) => ({ ...one, nodes: one.nodes.filter((node) => node.startsWith('sdg-toets') && !but(one, node)) }))
      .filter(({ nodes }) => nodes.length > 0);
  const { violations, incomplete } = await axe(page);
  return { violations: inside(violations), incomplete: inside(incomplete, ({ id }, node) => id === 'color-contrast' && isOfWheel(node)) };
}

/** Runs in the page: everything that can be checked on a screen as it stands. */
export function inspect() {
  const problems = [];
  const root = document.querySelector('sdg-toets').shadowRoot;
  const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  const name = (element) => `${element.localName}.${element.className} "${(element.textContent || element.ariaLabel || '').trim().slice(0, 40)}"`;
  // Groups: each radio in a fieldset with a legend; one fieldset for one name.
  for (const input of root.querySelectorAll('input[type=radio], input[type=checkbox]')) {
    // A box that is a question by itself says it all in its label.
    if (input.type === 'checkbox' && !input.closest('.q')) continue;
    const legend = input.closest('fieldset')?.querySelector(':scope > legend');
    if (!legend?.textContent.trim()) problems.push(`no legend around ${input.name || name(input.parentElement)}`);
  }
  for (const field of root.querySelectorAll('input, textarea, select')) {
    if (![...(field.labels ?? [])].some((label) => label.textContent.trim())) problems.push(`no label: ${field.id || field.name}`);
  }
  for (const head of root.querySelectorAll('th')) if (!head.scope) problems.push(`no scope: ${name(head)}`);
  // What can be clicked is a native control, and large enough: 24 px at least, 44 for what counts.
  for (const target of root.querySelectorAll('button, a[href], summary, input, label.pick, textarea, select')) {
    if (!seen(target)) continue;
    // A box or a file field is used through the line around it.
    const area = target.closest('label') ?? target;
    const { width, height } = area.getBoundingClientRect();
    const large = target.matches('.button, .press, .pick, .pick input, .language, .rows a, textarea, select, .q.single input');
    const least = large ? 44 : 24;
    const inText = target.matches('a') && getComputedStyle(target).display === 'inline';
    if (!inText && (height < least - 0.5 || width < 24)) problems.push(`${Math.round(width)}x${Math.round(height)} px: ${name(target)}`);
  }
  const status = root.querySelectorAll('[role=status]');
  if (status.length !== 1) problems.push(`${status.length} status nodes`);
  // Headings: one of the first level of the widget, and no level skipped.
  const levels = [...root.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter((it) => seen(it) && !it.closest('.panel')).map((heading) => Number(heading.localName[1]));
  if (levels.filter((level) => level === 2).length !== 1) problems.push(`headings ${levels}`);
  levels.reduce((before, level) => (level > before + 1 && problems.push(`heading ${level} after ${before}`), level), 2);
  const ids = [...root.querySelectorAll('[id]')].map(({ id }) => id);
  for (const id of new Set(ids)) if (ids.indexOf(id) !== ids.lastIndexOf(id)) problems.push(`twice the id ${id}`);
  for (const element of root.querySelectorAll('[aria-describedby], [aria-labelledby]')) {
    for (const attribute of ['aria-describedby', 'aria-labelledby']) {
      for (const id of element.getAttribute(attribute)?.split(' ') ?? []) {
        if (!root.getElementById(id)) problems.push(`${attribute} leads nowhere: ${id}`);
      }
    }
  }
  if (root.querySelector('[style], script, style, iframe, [onclick]')) problems.push('style or script in the tree');
  return problems;
}

/** Nothing of the widget sticks out of it. */
export function overflow() {
  const host = document.querySelector('sdg-toets');
  const box = host.getBoundingClientRect();
  const out = [];
  for (const element of host.shadowRoot.querySelectorAll('.sdg *')) {
    if (element.closest('.unseen') || element.closest('svg')) continue;
    const { right, left, width } = element.getBoundingClientRect();
    if (width > 0 && (right > box.right + 1 || left < box.left - 1)) out.push(`${element.localName}.${element.className} ${Math.round(right - box.right)}`);
    if (element.scrollWidth > element.clientWidth + 2 && element.clientWidth > 0 && getComputedStyle(element).overflowX !== 'visible' && !element.matches('input, textarea')) {
      out.push(`cut off: ${element.localName}.${element.className}`);
    }
  }
  return out;
}

/** Words that are broken over two lines where there is no hyphen: a column is too narrow for what stands in it. */
export function brokenWords() {
  const { shadowRoot } = document.querySelector('sdg-toets');
  const texts = document.createTreeWalker(shadowRoot.querySelector('.sdg'), NodeFilter.SHOW_TEXT);
  const part = document.createRange();
  const found = [];
  while (texts.nextNode()) {
    const { currentNode: text } = texts;
    const around = text.parentElement;
    if (!around.checkVisibility() || around.closest('.unseen, svg, textarea, option')) continue;
    for (const { 0: word, index } of text.data.matchAll(/[\p{L}\p{M}]+/gu)) {
      part.setStart(text, index);
      part.setEnd(text, index + word.length);
      if (new Set([...part.getClientRects()].map(({ top }) => Math.round(top))).size > 1) found.push(`${word} in ${around.localName}.${around.className}`);
    }
  }
  return found;
}
