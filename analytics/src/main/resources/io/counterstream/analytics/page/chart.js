/** Charts over time: uPlot for the eyes; a name, a cursor for the keyboard and a table for all others. */

import uPlot from '/lib/uPlot.esm.js';
import {h, replace, spoken} from './dom.js';
import {clock} from './exact.js';

const HEIGHT = 180;
/** Steps of the time axis, in seconds. */
const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200]
  .concat([1, 2, 5, 10, 30].map((days) => days * 86400));
/** Steps of the value axis: values are integers. */
const WHOLE_STEPS = Array.from({length: 19}, (_, power) => [1, 2, 5].map((step) => step * 10 ** power)).flat();
const DARK = window.matchMedia('(prefers-color-scheme: dark)');

/** The value of a custom property of the style sheet, in the present colour scheme. */
function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/**
 * A chart over time.
 *
 * Arrow keys move its cursor; with Shift they select a range from there. Escape clears the selection.
 */
export class TimeChart {
  /**
   * @param {object} options
   * @param {string} options.name what the chart shows; its heading for screen readers
   * @param {Array<{label: string, colour: string, steps: boolean}>} options.series one line each;
   *     `colour` is a custom property such as '--applied'
   * @param {function(number): string} options.format the text of a value of the axis
   * @param {function({from: number, to: number}|null)} [options.onselect] called with epoch
   *     milliseconds when a range was selected, or null when that was cleared
   */
  constructor({name, series, format, onselect}) {
    this.name = name;
    this.series = series;
    this.format = format;
    this.onselect = onselect;
    this.times = [];
    this.texts = [];
    this.index = null;
    this.anchor = null;
    this.window = [0, 1];
    this.plotElement = h('div.plot', {
      tabindex: 0,
      role: 'group',
      'aria-roledescription': 'chart',
      'aria-label': `${name}. Arrow keys read its values`
        + (onselect ? ', with Shift they select a range.' : '.'),
      onkeydown: (event) => this.key(event),
      onblur: () => this.showLatest(),
    });
    this.readout = h('div.readout', {'aria-live': 'polite'});
    this.tableBody = h('tbody');
    this.table = h(
      'details',
      {ontoggle: () => this.fillTable()},
      h('summary', {}, 'Values', spoken(` of ${name}`)),
      h(
        'div.scroll',
        {tabindex: 0, role: 'region', 'aria-label': `Table of ${name}`},
        h(
          'table',
          {},
          h('caption', {}, `${name}, latest first`),
          h(
            'thead',
            {},
            h('tr', {}, h('th', {scope: 'col'}, 'Time'),
              series.map((line) => h('th.number', {scope: 'col'}, line.label)))),
          this.tableBody)));
    this.element = h('div.chart', {}, this.plotElement, this.readout, this.table);
    this.resize = new ResizeObserver(() => this.fit());
    this.recolour = () => this.plot?.redraw(false);
    DARK.addEventListener('change', this.recolour);
  }

  /**
   * Shows values.
   *
   * @param {{from: number, to: number}} range of the time axis, in epoch milliseconds
   * @param {Array<number>} times epoch milliseconds, ascending
   * @param {Array<Array<number|null>>} values one array for each series, for drawing
   * @param {Array<Array<string>>} texts the same, exact, for reading
   */
  update(range, times, values, texts) {
    const at = this.index === null ? null : this.times[this.index];
    this.window = [range.from / 1000, range.to / 1000];
    this.times = times;
    this.texts = texts;
    const data = [times.map((time) => time / 1000), ...values];
    if (this.plot) {
      this.plot.setData(data, true);
    } else if (this.plotElement.isConnected) {
      this.draw(data);
    }
    this.index = at === null ? null : times.indexOf(at);
    if (this.index === -1) {
      this.index = null;
    }
    if (this.index === null) {
      this.showLatest();
    }
    this.fillTable();
  }

  draw(data) {
    const axis = {
      stroke: () => colour('--quiet'),
      grid: {stroke: () => colour('--grid'), width: 1},
      ticks: {stroke: () => colour('--grid'), width: 1},
      font: '12px system-ui, sans-serif',
    };
    this.plot = new uPlot(
      {
        width: Math.max(this.plotElement.clientWidth, 100),
        height: HEIGHT,
        padding: [8, null, 0, null],
        legend: {show: false},
        cursor: {drag: {x: Boolean(this.onselect), y: false, setScale: false}, y: false},
        scales: {x: {range: () => this.window}, y: {range: (plot, least, most) => bounds(least, most)}},
        axes: [
          {...axis, space: 56, size: 30, incrs: TIME_STEPS, values: (plot, splits, axisIndex, space, step) => splits.map((at) => tick(at * 1000, step))},
          {...axis, incrs: WHOLE_STEPS, size: (plot, texts) => widest(texts), values: (plot, splits) => splits.map(this.format)},
        ],
        series: [
          {},
          ...this.series.map((line) => ({
            label: line.label,
            stroke: () => colour(line.colour),
            width: 1.5,
            points: {show: false},
            paths: line.steps ? uPlot.paths.stepped({align: 1}) : undefined,
          })),
        ],
        hooks: {
          setCursor: [(plot) => this.hover(plot.cursor.idx)],
          setSelect: [(plot) => this.selected(plot)],
        },
      },
      data,
      this.plotElement);
    this.resize.observe(this.plotElement);
  }

  fit() {
    if (this.plot && this.plotElement.clientWidth > 0) {
      this.plot.setSize({width: this.plotElement.clientWidth, height: HEIGHT});
    }
  }

  hover(index) {
    if (!this.plotElement.matches(':focus')) {
      this.show(index ?? this.times.length - 1);
    }
  }

  selected(plot) {
    if (plot.select.width > 4) {
      this.onselect?.({
        from: Math.round(plot.posToVal(plot.select.left, 'x') * 1000),
        to: Math.round(plot.posToVal(plot.select.left + plot.select.width, 'x') * 1000),
      });
    }
  }

  /** Clears the selection, as Escape does. */
  clear() {
    this.anchor = null;
    this.plot?.setSelect({left: 0, top: 0, width: 0, height: 0}, false);
    this.onselect?.(null);
  }

  key(event) {
    const last = this.times.length - 1;
    const from = this.index ?? last;
    const steps = {ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -last, End: last};
    if (event.key === 'Escape') {
      this.clear();
      return;
    }
    if (!(event.key in steps) || last < 0) {
      return;
    }
    event.preventDefault();
    this.index = Math.min(last, Math.max(0, from + steps[event.key]));
    const left = this.plot.valToPos(this.times[this.index] / 1000, 'x');
    this.plot.setCursor({left, top: 0}, false);
    this.show(this.index);
    if (event.shiftKey && this.onselect) {
      this.anchor ??= this.times[from];
      this.mark(Math.min(this.anchor, this.times[this.index]), Math.max(this.anchor, this.times[this.index]));
    } else {
      this.anchor = null;
    }
  }

  mark(from, to) {
    const left = this.plot.valToPos(from / 1000, 'x');
    const width = this.plot.valToPos(to / 1000, 'x') - left;
    this.plot.setSelect({left, top: 0, width, height: this.plot.bbox.height / devicePixelRatio}, false);
    this.onselect({from, to});
  }

  showLatest() {
    this.index = null;
    this.show(this.times.length - 1);
  }

  show(index) {
    if (index === null || index < 0 || index >= this.times.length) {
      replace(this.readout, 'No values in this range.');
      return;
    }
    replace(
      this.readout,
      h('time', {}, clock(this.times[index])),
      this.series.map((line, at) => ` · ${line.label} ${this.texts[at][index]}`));
  }

  fillTable() {
    if (!this.table.open) {
      return;
    }
    const rows = [];
    for (let at = this.times.length - 1; at >= 0 && rows.length < 120; at--) {
      rows.push(
        h('tr', {}, h('td', {}, clock(this.times[at])),
          this.texts.map((column) => h('td.number', {}, column[at]))));
    }
    replace(this.tableBody, rows);
  }

  close() {
    this.resize.disconnect();
    DARK.removeEventListener('change', this.recolour);
    this.plot?.destroy();
  }
}

/** A time of the axis, no finer than its steps. */
function tick(at, step) {
  if (step >= 86400) {
    return new Date(at).toLocaleDateString([], {day: 'numeric', month: 'short'});
  }
  return step < 60 ? clock(at) : clock(at).slice(0, 5);
}

/** What the lines of a chart are. */
export function key(series) {
  const kinds = {'--applied': 'applied', '--conflict': 'conflict', '--rejected': 'rejected', '--late': 'late'};
  return h('ul.key', {'aria-hidden': 'true'}, series.map((line) =>
    h('li', {}, h(`span.kind.${kinds[line.colour]}`, {}, line.label))));
}

/** Room for the texts of the value axis, whose digits are 7 pixels wide. */
function widest(texts) {
  return 24 + 7 * Math.max(3, ...(texts ?? []).map((text) => text.length));
}

/** The range of the value axis: never empty, with some air. */
function bounds(least, most) {
  if (least === null || most === null) {
    return [0, 1];
  }
  const room = Math.max((most - least) * 0.06, most === least ? 1 : 0);
  return [least >= 0 && least - room < 0 ? 0 : least - room, most + room];
}
