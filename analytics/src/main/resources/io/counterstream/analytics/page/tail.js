/** Outcomes as they are committed, with filters; can be paused. */

import {EventStream} from './api.js';
import {h, loading, replace} from './dom.js';
import {grouped} from './exact.js';
import {outcomeRow, outcomeTable} from './outcomes.js';

const ROWS_MAX = 200;
const KINDS = ['applied', 'conflict', 'rejected'];

/** A stream of outcomes into a table. */
export class Tail {
  /**
   * @param {Object<string, string>|URLSearchParams} filters of the stream
   * @param {object} options
   * @param {number} options.recent how many outcomes from before there should be
   * @param {function(): Promise<Array<object>>} [options.before] reads more of them, newest first; the
   *     stream has only those that were read lately
   */
  constructor(filters, {caption, withCounter, recent, before, onstate}) {
    this.withCounter = withCounter;
    this.table = outcomeTable(caption, {withCounter});
    this.note = h('div', {role: 'status'}, loading('outcomes'));
    this.element = h('div', {}, this.note, this.table.element);
    const query = new URLSearchParams(filters);
    query.set('recent', String(recent));
    this.skipped = 0n;
    this.gap = false;
    this.failure = '';
    /** What has not answered yet: until then nobody knows whether there is an outcome. */
    this.awaited = new Set(before ? ['stream', 'before'] : ['stream']);
    this.show();
    before?.().then((items) => this.append(items), (failure) => this.failed(failure));
    this.stream = new EventStream(
      `/api/stream/tail?${query}`,
      {outcomes: (batch) => this.take(batch)},
      onstate,
      {heartbeats: false});
  }

  /** The rows of outcomes that are not shown yet. */
  rows(items, isNew) {
    const shown = new Set([...this.table.body.children].map((row) => row.dataset.key));
    return items
      .map((outcome) => outcomeRow(outcome, {withCounter: this.withCounter, isNew}))
      .filter((row) => !shown.has(row.dataset.key));
  }

  /** Adds what was before the rows that came meanwhile. */
  append(items) {
    this.awaited.delete('before');
    this.table.body.append(...this.rows(items, false));
    this.show();
  }

  failed(failure) {
    if (failure.name !== 'AbortError') {
      this.awaited.delete('before');
      this.failure = failure.message;
      this.show();
    }
  }

  take(batch) {
    this.awaited.delete('stream');
    this.skipped += BigInt(batch.skipped);
    this.gap = batch.gap;
    this.table.body.prepend(...this.rows(batch.items, true).reverse());
    while (this.table.body.children.length > ROWS_MAX) {
      this.table.body.lastChild.remove();
    }
    this.show();
  }

  show() {
    const none = this.table.body.children.length === 0;
    this.table.element.hidden = none;
    if (none && this.awaited.size > 0) {
      return;
    }
    const parts = [];
    if (this.failure) {
      parts.push(this.failure);
    } else if (none) {
      parts.push('No outcome yet. New ones appear here as they come.');
    }
    if (this.skipped > 0n) {
      parts.push(`${grouped(this.skipped)} more came too fast to be shown.`);
    }
    if (this.gap) {
      parts.push('Outcomes from before the reconnect may be missing.');
    }
    if (this.note.textContent !== parts.join(' ')) {
      replace(this.note, parts.length > 0 && h('p.empty', {}, parts.join(' ')));
    }
  }

  close() {
    this.stream.close();
  }
}

export function tailView(main, parameters, {go}) {
  document.title = 'Live outcomes · Counterstream';
  const place = h('section.panel', {'aria-label': 'Outcomes'});
  const state = h('span.note', {role: 'status'});
  let tail;
  const prefix = h('input', {type: 'search', value: parameters.get('prefix') ?? '', autocomplete: 'off', spellcheck: 'false'});
  const reason = h('input', {type: 'search', value: parameters.get('reason') ?? '', autocomplete: 'off', spellcheck: 'false', list: 'reasons'});
  const kinds = KINDS.map((kind) => h('button', {
    type: 'button',
    'aria-pressed': String(parameters.getAll('kind').length === 0 || parameters.getAll('kind').includes(kind)),
    onclick: (event) => {
      const button = event.currentTarget;
      button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true'));
      begin();
    },
  }, kind));
  const pause = h('button', {type: 'button', 'aria-pressed': 'false', onclick: () => {
    const paused = pause.getAttribute('aria-pressed') !== 'true';
    pause.setAttribute('aria-pressed', String(paused));
    if (paused) {
      tail.close();
      replace(state, 'Paused.');
    } else {
      begin();
    }
  }}, 'Pause');
  let typed;
  for (const input of [prefix, reason]) {
    input.addEventListener('input', () => {
      clearTimeout(typed);
      typed = setTimeout(begin, 250);
    });
  }

  function filters() {
    const query = new URLSearchParams();
    if (prefix.value) {
      query.set('prefix', prefix.value);
    }
    if (reason.value) {
      query.set('reason', reason.value);
    }
    const pressed = KINDS.filter((kind, at) => kinds[at].getAttribute('aria-pressed') === 'true');
    if (pressed.length < KINDS.length) {
      pressed.forEach((kind) => query.append('kind', kind));
    }
    return {query, none: pressed.length === 0};
  }

  function begin() {
    tail?.close();
    const {query, none} = filters();
    go(`/tail${String(query) ? `?${query}` : ''}`, {replacing: true});
    if (none) {
      replace(place, h('p.empty', {}, 'No kind of outcome is chosen.'));
      return;
    }
    pause.setAttribute('aria-pressed', 'false');
    tail = new Tail(query, {
      caption: 'Outcomes, newest first',
      withCounter: true,
      recent: 50,
      onstate: (now) => replace(state, {connecting: 'Connecting…', live: '', stale: '', lost: 'Connection lost, trying again…'}[now]),
    });
    replace(place, tail.element);
  }

  main.append(
    h('h1', {}, 'Live outcomes'),
    h('form.controls', {onsubmit: (event) => event.preventDefault()},
      h('label.grow', {}, 'Counter’s name begins with', prefix),
      h('div.choice', {role: 'group', 'aria-label': 'Kinds'}, kinds),
      h('label', {}, 'Reason of a rejection', reason),
      h('datalist', {id: 'reasons'}, ['overflow', 'invalid', 'wrong-key', 'unusable', 'repeated', 'id-reused'].map((each) => h('option', {value: each}))),
      pause, state),
    place);
  begin();
  return () => {
    clearTimeout(typed);
    tail?.close();
  };
}
