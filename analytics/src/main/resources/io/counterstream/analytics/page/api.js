/** Requests and streams of the API. Nothing here parses integers: the API sends them as strings. */

/** No event and no heartbeat for this long: what is shown is stale. */
const SILENCE_MAX_MILLISECONDS = 8_000;
const RETRY_FIRST_MILLISECONDS = 500;
const RETRY_MAX_MILLISECONDS = 5_000;

/** An answer that is no result: `status` is the HTTP status, 0 if there was no answer. */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/**
 * Requests a resource.
 *
 * @param {string} path such as '/api/counters'
 * @param {Object<string, string|number|undefined>} query parameters; undefined ones are left out
 * @param {AbortSignal} [signal] ends the request
 * @returns {Promise<object>} the parsed answer
 */
export async function get(path, query = {}, signal = undefined) {
  const url = new URL(path, location.origin);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') {
      url.searchParams.set(name, value);
    }
  }
  let response;
  try {
    response = await fetch(url, {signal, headers: {accept: 'application/json'}});
  } catch (failure) {
    if (failure.name === 'AbortError') {
      throw failure;
    }
    throw new ApiError(0, 'The server does not answer.');
  }
  if (!response.ok) {
    const body = await response.json().catch(() => ({}));
    throw new ApiError(response.status, body.message ?? `The server answers ${response.status}.`);
  }
  return response.json();
}

/**
 * A stream of events that connects again by itself, and knows whether it is alive.
 *
 * States: 'connecting', 'live', 'stale' (connected, but silent), 'lost' (not connected).
 */
export class EventStream {
  /**
   * @param {string} url with its parameters
   * @param {Object<string, function(object)>} handlers for each type of event, given its parsed data
   * @param {function(string)} onstate given the state whenever it changes
   * @param {boolean} [options.heartbeats] whether events come all the time, so that silence means that
   *     something is wrong; comments, which keep the connection open, are not seen here
   */
  constructor(url, handlers, onstate, {heartbeats = true} = {}) {
    this.url = url;
    this.handlers = handlers;
    this.onstate = onstate;
    this.retry = RETRY_FIRST_MILLISECONDS;
    this.watch = heartbeats ? setInterval(() => this.look(), 1000) : undefined;
    this.connect();
  }

  connect() {
    this.become(this.state === undefined ? 'connecting' : 'lost');
    this.heard = performance.now();
    const source = new EventSource(this.url);
    this.source = source;
    for (const [type, handler] of Object.entries(this.handlers)) {
      source.addEventListener(type, (event) => {
        this.alive();
        handler(JSON.parse(event.data));
      });
    }
    source.addEventListener('open', () => this.alive());
    source.addEventListener('error', () => this.again());
  }

  alive() {
    this.heard = performance.now();
    this.retry = RETRY_FIRST_MILLISECONDS;
    this.become('live');
  }

  look() {
    const silent = performance.now() - this.heard;
    if (silent > SILENCE_MAX_MILLISECONDS && this.state === 'live') {
      this.become('stale');
    }
    if (silent > 3 * SILENCE_MAX_MILLISECONDS && this.state === 'stale') {
      this.again();
    }
  }

  again() {
    this.source.close();
    this.become('lost');
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.connect(), this.retry);
    this.retry = Math.min(this.retry * 2, RETRY_MAX_MILLISECONDS);
  }

  become(state) {
    if (state !== this.state) {
      this.state = state;
      this.onstate(state);
    }
  }

  close() {
    clearInterval(this.watch);
    clearTimeout(this.timer);
    this.source.close();
  }
}
