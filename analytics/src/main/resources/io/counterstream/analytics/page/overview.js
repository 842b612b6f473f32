/** The overview: what happens now, how fresh that is, and which counters to look at. */

import {get} from './api.js';
import {key, TimeChart} from './chart.js';
import {counterLink, h, loading, replace} from './dom.js';
import {clock, duration, grouped, rate, signed} from './exact.js';
import {alertList} from './alerts.js';
import {rollupTree} from './rollups.js';

const SPANS = [[60, '1 min'], [300, '5 min'], [900, '15 min']];
const REFRESH_MILLISECONDS = 5_000;
const RATE_SECONDS = 10;
const COUNTS = [
  {label: 'applied', colour: '--applied', column: 'applied'},
  {label: 'conflicts', colour: '--conflict', column: 'conflicts'},
  {label: 'rejected', colour: '--rejected', column: 'rejected'},
];
const LATENCIES = [
  {label: 'p50', colour: '--applied', column: 'latencyP50Millis'},
  {label: 'p99', colour: '--late', column: 'latencyP99Millis'},
];
const LISTS = [
  ['commands', 'Most commands', 'commands', (item) => grouped(item.commands)],
  ['conflicts', 'Most conflicts', 'conflicts', (item) => grouped(item.conflicts)],
  ['conflictRate', 'Highest share of conflicts', 'share', (item) => `${(item.conflictRate * 100).toFixed(0)} %`],
  ['movers', 'Largest change', 'change', (item) => signed(item.change)],
];

export function overviewView(main, parameters, {feed}) {
  document.title = 'Overview · Counterstream';
  const view = new Overview(feed);
  main.append(view.element);
  const deaf = feed.listen(() => view.show());
  view.show();
  view.refresh();
  const timer = setInterval(() => view.refreshUnlessBusy(), REFRESH_MILLISECONDS);
  const moving = setInterval(() => view.draw(), 1000);
  return () => {
    deaf();
    clearInterval(timer);
    clearInterval(moving);
    view.close();
  };
}

class Overview {
  constructor(feed) {
    this.feed = feed;
    this.span = 300;
    this.minutes = 5;
    this.selection = null;
    this.skew = 0;
    this.figures = h('dl.figures');
    this.notices = h('div', {role: 'status'});
    this.counts = new TimeChart({
      name: 'Outcomes per second',
      series: COUNTS,
      format: (value) => grouped(Math.round(value)),
      onselect: (range) => this.select(range),
    });
    this.latency = new TimeChart({
      name: 'Milliseconds from command to outcome',
      series: LATENCIES,
      format: (value) => grouped(Math.round(value)),
    });
    this.period = h('span.note', {'aria-live': 'polite'});
    this.hot = h('div.panels', {}, h('div.panel', {}, loading('counters')));
    this.alerts = h('div', {}, loading('alerts'));
    this.rollups = rollupTree();
    this.partitions = h('div.scroll', {tabindex: 0, role: 'region', 'aria-label': 'Freshness of each partition'});
    this.element = h(
      'div', {},
      h('h1.spoken', {}, 'Overview'),
      this.notices,
      this.figures,
      h('div.panels', {},
        h('section.panel.wide', {'aria-label': 'Outcomes per second'},
          h('div.head', {}, h('h2', {}, 'Outcomes per second'), key(COUNTS),
            h('span.right', {}, this.spans())),
          this.counts.element),
        h('section.panel.third', {'aria-label': 'Latency'},
          h('div.head', {}, h('h2', {}, 'From command to outcome, ms'), key(LATENCIES)),
          this.latency.element),
        h('section.panel', {'aria-label': 'Counters of the period'},
          h('div.head', {}, h('h2', {}, 'Counters of the period'), this.period,
            h('span.right', {}, this.minutesChoice())),
          this.hot),
        h('section.panel.half', {'aria-label': 'Sums by name'},
          h('div.head', {}, h('h2', {}, 'Sums by name')),
          this.rollups.element),
        h('section.panel.half', {'aria-label': 'Alerts'},
          h('div.head', {}, h('h2', {}, 'Alerts'),
            h('span.note', {}, 'changes of a counter that do not follow from one another')),
          this.alerts),
        h('section.panel', {'aria-label': 'Freshness'},
          h('div.head', {}, h('h2', {}, 'Freshness'),
            h('span.note', {}, 'how far each partition is behind the end of the result topics')),
          this.partitions)));
  }

  spans() {
    this.spanButtons = SPANS.map(([seconds, label]) =>
      h('button', {
        type: 'button',
        'aria-pressed': String(seconds === this.span),
        onclick: () => {
          this.span = seconds;
          press(this.spanButtons, SPANS.findIndex(([each]) => each === seconds));
          this.draw();
        },
      }, label));
    return h('span.choice', {role: 'group', 'aria-label': 'Time shown'}, this.spanButtons);
  }

  minutesChoice() {
    const choices = [1, 5, 60];
    this.minuteButtons = choices.map((minutes, at) =>
      h('button', {
        type: 'button',
        'aria-pressed': String(minutes === this.minutes),
        onclick: () => {
          this.minutes = minutes;
          this.counts.clear();
          press(this.minuteButtons, at);
        },
      }, `${minutes} min`));
    return h('span.choice', {role: 'group', 'aria-label': 'Period'}, this.minuteButtons);
  }

  select(range) {
    this.selection = range;
    press(this.minuteButtons, range ? -1 : [1, 5, 60].indexOf(this.minutes));
    clearTimeout(this.settle);
    this.settle = setTimeout(() => this.refresh(), 150);
  }

  /** The server's time, so that a wrong clock of the viewer does not shift the charts. */
  now() {
    return Date.now() + this.skew;
  }

  show() {
    const overview = this.feed.latest;
    this.element.classList.toggle('stale', this.feed.state === 'lost' || this.feed.state === 'stale');
    this.showNotices(overview);
    if (!overview) {
      return;
    }
    this.skew = overview.freshness.asOf > this.newest ? overview.freshness.asOf - Date.now() : this.skew;
    this.newest = Math.max(this.newest ?? 0, overview.freshness.asOf);
    this.showFigures(overview);
    this.showPartitions(overview.freshness.partitions ?? []);
    this.draw();
  }

  showNotices(overview) {
    const notices = [];
    if (this.feed.state === 'lost' || this.feed.state === 'stale') {
      notices.push(h('p.notice.bad', {},
        overview ? `What you see is as of ${clock(overview.freshness.asOf)}. The page goes on by itself as soon as the server answers.`
          : 'The server does not answer. The page goes on by itself as soon as it does.'));
    } else if (overview && !overview.freshness.complete) {
      notices.push(h('p.notice', {}, 'Some partitions have no instance now, so sums and lists are incomplete.'));
    }
    if (this.noticed !== notices.map((notice) => notice.textContent).join()) {
      this.noticed = notices.map((notice) => notice.textContent).join();
      replace(this.notices, notices);
    }
  }

  showFigures({totals, freshness, latency}) {
    const seconds = this.feed.since(this.now() - (RATE_SECONDS + 1) * 1000).slice(0, RATE_SECONDS);
    const perSecond = (column) =>
      seconds.reduce((sum, [, second]) => sum + Number(second[column]), 0) / RATE_SECONDS;
    const figure = (name, value, note) => h('div', {}, h('dt', {}, name), h('dd', {}, value, h('small', {}, note)));
    const reasons = Object.entries(totals.reasons).map(([reason, count]) => `${reason} ${grouped(count)}`);
    replace(
      this.figures,
      figure('applied / s', rate(perSecond('applied')), `${grouped(totals.applied)} in all`),
      figure('conflicts / s', rate(perSecond('conflicts')), `${grouped(totals.conflicts)} in all`),
      figure('rejected / s', rate(perSecond('rejected')), reasons.join(', ') || `${grouped(totals.rejected)} in all`),
      figure('latency p50', latency.p50Millis === null ? '–' : duration(latency.p50Millis),
        latency.p99Millis === null ? 'no outcomes in the last 10 s' : `p99 ${duration(latency.p99Millis)}`),
      figure('behind', grouped(freshness.behindRecords), freshness.behindRecords === '0' ? 'up to date' : duration(freshness.behindMillis)),
      figure('counters', grouped(totals.counters), totals.late === '0' ? 'no late outcomes' : `${grouped(totals.late)} late outcomes`));
  }

  draw() {
    if (!this.element.isConnected) {
      return;
    }
    const to = Math.floor(this.now() / 1000) * 1000;
    const from = to - this.span * 1000;
    const seconds = this.feed.since(from).filter(([start]) => start < to);
    const times = seconds.map(([start]) => start);
    for (const [chart, lines] of [[this.counts, COUNTS], [this.latency, LATENCIES]]) {
      const columns = lines.map(({column}) => seconds.map(([, second]) => second[column]));
      chart.update(
        {from, to},
        times,
        columns.map((column) => column.map((value) => (value === null ? null : Number(value)))),
        columns.map((column) => column.map((value) => (value === null ? '–' : grouped(value)))));
    }
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
    const query = this.selection
      ? {from: Math.floor(this.selection.from), to: Math.ceil(this.selection.to), limit: 8}
      : {minutes: this.minutes, limit: 8};
    await Promise.all([
      this.part(this.hot, '/api/hot', query, (hot) => this.showHot(hot)),
      this.part(this.alerts, '/api/alerts', {limit: 20}, (alerts) => replace(this.alerts, alertList(alerts))),
      this.rollups.refresh(),
    ]);
  }

  async part(element, path, query, show) {
    try {
      show(await get(path, query));
    } catch (failure) {
      if (this.feed.state === 'live') {
        replace(element, h('p.notice', {}, failure.message));
      }
    }
  }

  showHot(hot) {
    replace(this.period, `${clock(hot.from)} to ${clock(hot.to)}${this.selection ? ', as selected in the chart' : ''}`);
    replace(this.hot, LISTS.map(([list, title, column, text]) => hotTable(list, title, column, text, hot[list])));
  }

  showPartitions(partitions) {
    replace(
      this.partitions,
      h('table', {},
        h('caption.spoken', {}, 'Freshness of each partition'),
        h('thead', {}, h('tr', {},
          ['Partition', 'Shown by', 'Records behind', 'Behind'].map((name, at) =>
            h(at > 1 ? 'th.number' : 'th', {scope: 'col'}, name)))),
        h('tbody', {}, partitions.map((partition) => h('tr', {},
          h('td', {}, String(partition.partition)),
          h('td', {}, partition.instance ?? 'no instance', partition.role === 'standby' ? ' (a copy)' : ''),
          h('td.number', {}, grouped(partition.behindRecords)),
          h('td.number', {}, partition.behindMillis === 0 ? '–' : duration(partition.behindMillis)))))));
  }

  close() {
    clearTimeout(this.settle);
    this.counts.close();
    this.latency.close();
  }
}

function press(buttons, pressed) {
  buttons.forEach((button, at) => button.setAttribute('aria-pressed', String(at === pressed)));
}

function hotTable(list, title, column, text, {items, errorMax}) {
  const exact = errorMax === '0' ? '' : `a counter with up to ${grouped(errorMax)} more may be missing`;
  return h('div.panel.half', {},
    h('div.head', {}, h('h2', {}, title), exact && h('span.note', {}, exact)),
    items.length === 0
      ? h('p.empty', {}, 'None in this period.')
      : h('table', {},
          h('caption.spoken', {}, title),
          h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, 'Counter'),
            h('th.number', {scope: 'col'}, column), h('th.number.optional', {scope: 'col'}, 'value'))),
          h('tbody', {}, items.map((item) => h('tr', {},
            h('td.name-cell', {}, counterLink(item.counter)),
            h('td.number', {}, text(item)),
            h('td.number.optional', {}, item.value === undefined ? '' : grouped(item.value)))))));
}
