/** Sums by name, as a tree whose branches are read when they are opened. */

import {get} from './api.js';
import {h, loading, replace, spoken} from './dom.js';
import {grouped} from './exact.js';

/** Returns the tree's element and what reads its open branches again. */
export function rollupTree() {
  const root = h('div', {}, loading('sums'));
  const open = new Set();

  async function read(parent) {
    const answer = await get('/api/rollups', {parent, limit: 100});
    const below = await Promise.all(answer.items.map((node) =>
      open.has(node.name) ? read(node.name) : null));
    return {answer, below};
  }

  function branch({answer, below}, depth) {
    return h(depth === 0 ? 'ul.tree' : 'ul', {}, answer.items.map((node, at) => h('li', {},
      h('div.row', {},
        h('button', {
          type: 'button',
          'aria-expanded': String(open.has(node.name)),
          'data-key': `rollup ${node.name}`,
          onclick: () => toggle(node.name),
        }, open.has(node.name) ? '▾' : '▸', spoken(` ${node.name}`)),
        h('a', {href: `/search?prefix=${encodeURIComponent(node.name)}`, 'data-key': `rollup link ${node.name}`},
          h('bdi', {}, node.name)),
        h('span.note', {}, `${grouped(node.counters)} counters`),
        h('span.amount', {}, grouped(node.sum))),
      below[at] && (below[at].answer.items.length === 0
        ? h('ul', {}, h('li.empty', {}, 'No sums below.'))
        : branch(below[at], depth + 1)))),
      answer.next === undefined ? null : h('li.empty', {}, 'More are not shown. Find them by prefix.'));
  }

  function toggle(name) {
    if (!open.delete(name)) {
      open.add(name);
    }
    refresh();
  }

  async function refresh() {
    try {
      const tree = await read(undefined);
      replace(root, tree.answer.items.length === 0
        ? h('p.empty', {}, 'No counter has a name with parts, such as shop/eu/socks.')
        : branch(tree, 0));
    } catch (failure) {
      replace(root, h('p.notice', {}, failure.message));
    }
  }

  return {element: root, refresh};
}
