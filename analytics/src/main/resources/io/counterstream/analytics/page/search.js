/** Counters by prefix, page by page. */

import {get} from './api.js';
import {counterLink, h, loading, replace} from './dom.js';
import {clock, grouped, valueOf} from './exact.js';

const PAGE = 50;

export function searchView(main, parameters, {go}) {
  const prefix = parameters.get('prefix') ?? '';
  document.title = prefix ? `${prefix} · Counters · Counterstream` : 'Counters · Counterstream';
  const abort = new AbortController();
  const body = h('tbody');
  const more = h('div', {});
  const notice = h('div', {role: 'status'}, loading('counters'));
  const input = h('input', {type: 'search', value: prefix, autocomplete: 'off', spellcheck: 'false', name: 'prefix'});
  let typed;
  input.addEventListener('input', () => {
    clearTimeout(typed);
    typed = setTimeout(() => begin(input.value), 150);
  });
  main.append(
    h('h1', {}, 'Counters'),
    h('form.controls', {onsubmit: (event) => {
      event.preventDefault();
      begin(input.value);
    }}, h('label.grow', {}, 'Name begins with', input)),
    notice,
    h('section.panel', {'aria-label': 'Counters'},
      h('table', {},
        h('caption.spoken', {}, 'Counters by name'),
        h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, 'Counter'), h('th.number', {scope: 'col'}, 'Value'),
          h('th.number.optional', {scope: 'col'}, 'Version'), h('th.number.optional', {scope: 'col'}, 'Changed'))),
        body),
      more));

  let current = 0;
  async function begin(text) {
    go(`/search${text ? `?prefix=${encodeURIComponent(text)}` : ''}`, {replacing: true});
    await read(text, undefined, ++current);
  }

  async function read(text, after, generation) {
    try {
      const answer = await get('/api/counters', {prefix: text, after, limit: PAGE}, abort.signal);
      if (generation !== current) {
        return; // A later request has been sent.
      }
      if (after === undefined) {
        replace(body);
      }
      const first = body.children.length;
      body.append(...answer.items.map(row));
      const none = body.children.length === 0;
      replace(notice,
        none ? h('p.empty', {}, text ? ['No counter’s name begins with ', h('bdi', {}, `“${text}”`), '.'] : 'No counter was seen yet.') : null,
        answer.freshness.complete ? null : h('p.notice', {}, 'Some partitions have no instance now, so counters may be missing.'));
      replace(more, answer.next === undefined ? null
        : h('button', {type: 'button', onclick: () => read(text, answer.next, generation)}, 'More'));
      if (after !== undefined) {
        body.children[first]?.querySelector('a')?.focus();
      }
    } catch (failure) {
      if (failure.name !== 'AbortError') {
        replace(notice, h('p.notice.bad', {}, failure.message));
      }
    }
  }

  read(prefix, undefined, current);
  return () => {
    clearTimeout(typed);
    abort.abort();
  };
}

function row(item) {
  return h('tr', {},
    h('td.name-cell', {}, counterLink(item.counter)),
    h('td.number', {}, valueOf(item)),
    h('td.number.optional', {}, grouped(item.version)),
    h('td.number.optional', {}, h('time', {datetime: new Date(item.changedAt).toISOString()}, clock(item.changedAt))));
}
