/** The overview of each second, shared by all views, with the seconds of the last 15 minutes. */

import {get, EventStream} from './api.js';

const KEPT_MILLISECONDS = 15 * 60 * 1000;
const COLUMNS = [
  'applied', 'conflicts', 'rejected', 'positive', 'negative', 'closed',
  'latencyP50Millis', 'latencyP99Millis', 'latencyMaxMillis',
];

export class OverviewFeed {
  constructor() {
    this.listeners = new Set();
    this.seconds = new Map();
    this.state = 'connecting';
    this.latest = null;
    this.stream = new EventStream(
      '/api/stream/overview',
      {overview: (overview) => this.take(overview)},
      (state) => this.become(state));
  }

  /** Calls a listener whenever something changed; returns what ends that. */
  listen(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  become(state) {
    this.state = state;
    if (state === 'live') {
      this.fill();
    }
    this.changed();
  }

  /** Reads what was missed before the stream began. */
  async fill() {
    try {
      this.merge((await get('/api/rates')).seconds);
      this.changed();
    } catch (failure) {
      // The stream has the newest seconds, and its state says what is wrong.
      console.warn(failure);
    }
  }

  take(overview) {
    this.latest = overview;
    this.merge(overview.seconds);
    this.changed();
  }

  merge(seconds) {
    seconds.start.forEach((start, at) => {
      const second = {};
      for (const column of COLUMNS) {
        second[column] = seconds[column][at];
      }
      this.seconds.set(start, second);
    });
    const oldest = Math.max(...seconds.start, 0) - KEPT_MILLISECONDS;
    for (const start of this.seconds.keys()) {
      if (start < oldest) {
        this.seconds.delete(start);
      }
    }
  }

  /** The seconds from a time on, oldest first. */
  since(from) {
    return [...this.seconds.entries()].filter(([start]) => start >= from).sort(([a], [b]) => a - b);
  }

  changed() {
    for (const listener of this.listeners) {
      listener();
    }
  }
}
