/** Alerts: events of a counter that do not follow from one another. */

import {counterLink, h} from './dom.js';
import {clock, grouped} from './exact.js';

const TITLES = {
  missing: 'Missing',
  edited: 'Edited',
  doubled: 'Twice',
  'out-of-order': 'Out of order',
  malformed: 'Malformed',
};

function place(link) {
  return `${link.topic}/${link.partition}/${link.offset}`;
}

function neighbour(name, link) {
  if (!link) {
    return null;
  }
  const state = link.version === undefined ? '' : `value ${grouped(link.value)}, version ${grouped(link.version)}, `;
  return h('div.note', {}, `${name}: ${state}`, h('code', {}, place(link)));
}

/** The element for an answer of /api/alerts. */
export function alertList({items, counts}) {
  if (items.length === 0) {
    return h('p.empty', {}, 'None. Every change follows from the one before.');
  }
  const total = Object.values(counts).reduce((sum, count) => sum + BigInt(count), 0n);
  return [
    h('ul.alerts', {}, items.map((alert) => h('li', {},
      h('div', {}, h('strong', {}, TITLES[alert.type] ?? alert.type), ' ',
        alert.counter === undefined ? null : counterLink(alert.counter), ' ',
        h('time', {}, clock(alert.detectedAt))),
      h('div', {dir: 'auto'}, alert.message),
      neighbour('before', alert.before),
      neighbour('after', alert.after)))),
    BigInt(items.length) < total ? h('p.empty', {}, `The newest ${items.length} of ${grouped(total)}.`) : null,
  ];
}
