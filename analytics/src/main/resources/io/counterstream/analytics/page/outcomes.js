/** Outcomes as rows of a table. */

import {counterLink, h} from './dom.js';
import {grouped, signed} from './exact.js';

function expectation(outcome) {
  const parts = [];
  if (outcome.expected !== undefined) {
    parts.push(/^-?\d+$/.test(outcome.expected) ? grouped(outcome.expected) : outcome.expected);
  }
  if (outcome.expectedVersion !== undefined) {
    parts.push(`version ${grouped(outcome.expectedVersion)}`);
  }
  if (outcome.min !== undefined) {
    parts.push(`≥\u00a0${grouped(outcome.min)}`);
  }
  if (outcome.max !== undefined) {
    parts.push(`≤\u00a0${grouped(outcome.max)}`);
  }
  return parts.join(', ');
}

/** What happened, in words. */
function effect(outcome) {
  switch (outcome.type) {
    case 'applied':
      return outcome.delete === true
        ? `deleted, was ${grouped(outcome.previous)}`
        : `${grouped(outcome.previous)} → ${grouped(outcome.value)}`;
    case 'conflict':
      return `${outcome.cause === 'bounds' ? 'out of bounds, ' : ''}found ${grouped(outcome.value)}`;
    default:
      return `${outcome.reason}: ${outcome.message}`;
  }
}

function time(outcome) {
  const at = new Date(outcome.timestamp);
  return Number.isNaN(at.getTime())
    ? outcome.timestamp
    : at.toLocaleTimeString([], {hourCycle: 'h23'}) + '.' + String(at.getMilliseconds()).padStart(3, '0');
}

/** A table of outcomes; {@link rows} fills it. */
export function outcomeTable(caption, {withCounter}) {
  const body = h('tbody');
  const element = h('div.scroll', {tabindex: 0, role: 'region', 'aria-label': caption},
    h('table.outcomes', {},
      h('caption.spoken', {}, caption),
      h('thead', {}, h('tr', {},
        h('th', {scope: 'col'}, 'Time'),
        h('th', {scope: 'col'}, 'Outcome'),
        withCounter && h('th', {scope: 'col'}, 'Counter'),
        h('th.number.optional', {scope: 'col'}, 'Delta'),
        h('th', {scope: 'col'}, 'Expected'),
        h('th', {scope: 'col'}, 'What happened'),
        h('th.number.optional', {scope: 'col'}, 'Version'),
        h('th.optional', {scope: 'col'}, 'Command'))),
      body));
  return {element, body};
}

/** One row. */
export function outcomeRow(outcome, {withCounter, isNew = false}) {
  return h('tr', {class: isNew ? 'new' : null, 'data-key': `${outcome.topic}/${outcome.partition}/${outcome.offset}`},
    h('td', {}, h('time', {datetime: outcome.timestamp, title: `${outcome.timestamp} ${outcome.topic}/${outcome.partition}/${outcome.offset}`}, time(outcome))),
    h('td', {}, h(`span.kind.${outcome.type}`, {}, outcome.type)),
    withCounter && h('td.name-cell', {}, outcome.counter === undefined ? '–' : counterLink(outcome.counter)),
    h('td.number.optional', {}, outcome.delta === undefined ? '' : signed(outcome.delta)),
    h('td', {}, expectation(outcome)),
    h('td.what', {}, h('bdi', {}, effect(outcome))),
    h('td.number.optional', {}, outcome.version === undefined ? '' : grouped(outcome.version)),
    h('td.command.optional', {title: outcome.commandId}, h('code', {dir: 'auto'}, outcome.commandId)));
}
