/** One counter: its value over time, its outcomes as they come, its sums and its place among others. */

import {ApiError, get} from './api.js';
import {alertList} from './alerts.js';
import {key, TimeChart} from './chart.js';
import {h, loading, replace} from './dom.js';
import {clock, grouped, rate, relative, signed, valueOf} from './exact.js';
import {Tail} from './tail.js';

const REFRESH_MILLISECONDS = 2_000;
const SPANS = [
  {label: '1 h', size: 'minute', milliseconds: 3_600_000},
  {label: '24 h', size: 'minute', milliseconds: 86_400_000},
  {label: '30 days', size: 'hour', milliseconds: 30 * 86_400_000},
];
const COUNTS = [
  {label: 'applied', colour: '--applied', steps: true},
  {label: 'conflicts', colour: '--conflict', steps: true},
  {label: 'rejected', colour: '--rejected', steps: true},
];
const STEP = {minute: 60_000, hour: 3_600_000};

export function counterView(main, parameters) {
  const name = parameters.get('name') ?? '';
  document.title = `${name} · Counterstream`;
  const view = new CounterPage(name);
  main.append(view.element);
  view.refresh();
  const timer = setInterval(() => view.refreshUnlessBusy(), REFRESH_MILLISECONDS);
  return () => {
    clearInterval(timer);
    view.close();
  };
}

class CounterPage {
  constructor(name) {
    this.name = name;
    this.span = SPANS[0];
    this.base = 0n;
    this.abort = new AbortController();
    this.notice = h('div', {role: 'status'}, loading('the counter'));
    this.figures = h('dl.figures');
    this.value = new TimeChart({
      name: 'Value over time',
      series: [{label: 'value', colour: '--applied', steps: true}],
      format: (offset) => (Number.isInteger(offset) ? grouped(this.base + BigInt(offset)) : ''),
    });
    this.counts = new TimeChart({
      name: 'Outcomes over time',
      series: COUNTS,
      format: (value) => grouped(Math.round(value)),
    });
    this.periods = h('div.scroll', {tabindex: 0, role: 'region', 'aria-label': 'Sums'});
    this.rollups = h('div');
    this.alerts = h('div');
    this.tail = new Tail({counter: name}, {
      caption: 'Outcomes, newest first',
      withCounter: false,
      recent: 30,
      before: async () => (await get('/api/counter/outcomes', {name, limit: 30}, this.abort.signal)).items,
      onstate: () => {},
    });
    this.element = h('div', {},
      h('h1', {dir: 'auto'}, h('bdi', {}, name)),
      this.notice,
      this.figures,
      h('div.panels', {},
        h('section.panel.wide', {'aria-label': 'Value over time'},
          h('div.head', {}, h('h2', {}, 'Value'), h('span.right', {}, this.spans())),
          this.value.element),
        h('section.panel.third', {'aria-label': 'Outcomes over time'},
          h('div.head', {}, h('h2', {}, 'Outcomes'), key(COUNTS)), this.counts.element),
        h('section.panel', {'aria-label': 'Sums of periods'},
          h('div.head', {}, h('h2', {}, 'Periods')), this.periods),
        h('section.panel.half', {'aria-label': 'Sums above'},
          h('div.head', {}, h('h2', {}, 'Part of')), this.rollups),
        h('section.panel.half', {'aria-label': 'Alerts'},
          h('div.head', {}, h('h2', {}, 'Alerts')), this.alerts),
        h('section.panel', {'aria-label': 'Outcomes'},
          h('div.head', {}, h('h2', {}, 'Outcomes as they come')), this.tail.element)));
  }

  spans() {
    const buttons = SPANS.map((span) => h('button', {
      type: 'button',
      'aria-pressed': String(span === this.span),
      onclick: () => {
        this.span = span;
        buttons.forEach((button, at) => button.setAttribute('aria-pressed', String(SPANS[at] === span)));
        this.refresh();
      },
    }, span.label));
    return h('span.choice', {role: 'group', 'aria-label': 'Time shown'}, buttons);
  }

  /** A server that is slower than the interval must not get more and more requests. */
  async refreshUnlessBusy() {
    if (!this.busy) {
      this.busy = true;
      await this.refresh().finally(() => {
        this.busy = false;
      });
    }
  }

  async refresh() {
    const span = this.span;
    const name = this.name;
    try {
      const [counter, windows, alerts] = await Promise.all([
        get('/api/counter', {name}, this.abort.signal),
        get('/api/counter/windows', {name, size: span.size, from: Date.now() - span.milliseconds}, this.abort.signal),
        get('/api/alerts', {counter: name, limit: 20}, this.abort.signal),
      ]);
      if (span !== this.span) {
        return;
      }
      this.show(counter);
      this.draw(windows, counter);
      replace(this.alerts, alertList(alerts));
    } catch (failure) {
      if (failure.name !== 'AbortError') {
        this.element.classList.toggle('stale', true);
        replace(this.notice, h('p.notice', {class: failure instanceof ApiError && failure.status === 404 ? 'notice' : 'notice bad'}, failure.message));
      }
    }
  }

  show(counter) {
    this.element.classList.toggle('stale', false);
    const {freshness} = counter;
    const old = Date.now() - freshness.asOf > 5_000 && !freshness.complete;
    replace(this.notice,
      old ? h('p.notice', {}, `As of ${clock(freshness.asOf)}, from ${freshness.instance}.`) : null,
      counter.severalLogs ? h('p.notice', {}, 'Its outcomes are in several partitions, because its producers use different partitioners.') : null);
    const figure = (label, value, note) => h('div', {}, h('dt', {}, label), h('dd', {}, value, h('small', {}, note)));
    replace(this.figures,
      figure('value', valueOf(counter), `changed ${clock(counter.changedAt)}`),
      figure('version', grouped(counter.version), `partition ${counter.partition}`),
      ...rates(counter.periods[0], figure));
    const columns = ['Period', 'Applied', 'Conflicts', 'Rejected', 'Added', 'Subtracted', 'Least', 'Greatest'];
    replace(this.periods, h('table', {},
      h('caption.spoken', {}, 'Sums of the last periods'),
      h('thead', {}, h('tr', {}, columns.map((column, at) => h(at ? 'th.number' : 'th', {scope: 'col'}, column)))),
      h('tbody', {}, counter.periods.map((period) => h('tr', {},
        h('td', {}, period.minutes < 60 ? `${period.minutes} min` : `${period.minutes / 60} h`),
        [period.applied, period.conflicts, period.rejected].map((count) => h('td.number', {}, grouped(count))),
        [period.positive, period.negative].map((change) => h('td.number', {}, signed(change))),
        [period.least, period.greatest].map((value) => h('td.number', {}, value === undefined ? '–' : grouped(value))))))));
    replace(this.rollups, counter.rollups.length === 0
      ? h('p.empty', {}, 'Its name has one part only.')
      : h('table', {}, h('caption.spoken', {}, 'Sums that it is part of'),
          h('tbody', {}, counter.rollups.map((node) => h('tr', {},
            h('th', {scope: 'row'}, h('a', {href: `/search?prefix=${encodeURIComponent(node.name)}`}, h('bdi', {}, node.name))),
            h('td.number', {}, `${grouped(node.counters)} counters`),
            h('td.number', {}, grouped(node.sum)))))));
  }

  /** A window's value is that at its end; the last point is the present value. */
  draw({items, size}, counter) {
    const to = Date.now();
    const from = to - this.span.milliseconds;
    const known = items.filter((window) => window.last !== undefined);
    const times = known.map((window) => Math.min(window.start + STEP[size], to));
    const values = known.map((window) => window.last);
    if (known.length > 0 && known[0].first !== undefined) {
      times.unshift(known[0].start);
      values.unshift(known[0].first);
    }
    if (counter.exists) {
      times.push(to);
      values.push(counter.value);
    }
    const {base, offsets} = relative(values);
    this.base = base;
    this.value.update({from, to}, times, [offsets], [values.map(grouped)]);
    const columns = ['applied', 'conflicts', 'rejected'].map((column) => items.map((window) => window[column]));
    this.counts.update(
      {from, to},
      items.map((window) => window.start),
      columns.map((column) => column.map(Number)),
      columns.map((column) => column.map(grouped)));
  }

  close() {
    this.abort.abort();
    this.tail.close();
    this.value.close();
    this.counts.close();
  }
}

/** How often it is commanded, and with what success, in its shortest period. */
function rates({minutes, applied, conflicts, rejected}, figure) {
  const commands = BigInt(applied) + BigInt(conflicts) + BigInt(rejected);
  const share = (count) => (commands === 0n ? '–' : `${(Number(count) / Number(commands) * 100).toFixed(0)} %`);
  return [
    figure('commands / min', rate(Number(commands) / minutes), `${grouped(commands)} in ${minutes} min`),
    figure('conflicts', share(conflicts), `${grouped(conflicts)} in ${minutes} min`),
    figure('rejected', share(rejected), `${grouped(rejected)} in ${minutes} min`),
  ];
}
