/** 64-bit integers and decimals. They arrive as strings and are never converted to a double. */

const GROUPS = /\B(?=(\d{3})+(?!\d))/g;
const MINUS = '\u2212';
const THIN_SPACE = '\u202f';

/**
 * Formats an integer with groups of three digits.
 *
 * @param {string} digits an integer of any size, such as '-9007199254740993'
 */
export function grouped(digits) {
  const text = String(digits);
  const negative = text.startsWith('-');
  return (negative ? MINUS : '') + text.slice(negative ? 1 : 0).replace(GROUPS, THIN_SPACE);
}

/** A counter's value, or why it has none. */
export function valueOf({exists, value, version}) {
  if (exists) {
    return grouped(value);
  }
  return version === '0' ? 'not created' : 'deleted';
}

/** Formats a change: {@link grouped}, with a plus sign if it is positive. */
export function signed(digits) {
  return (BigInt(digits) > 0n ? '+' : '') + grouped(digits);
}

/** Returns the sum of two integers, as a string. */
export function sum(first, second) {
  return (BigInt(first) + BigInt(second)).toString();
}

/** Compares two integers, for sorting. */
export function compare(first, second) {
  const difference = BigInt(first) - BigInt(second);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/**
 * Returns the least of the values, and all values as differences from it: a chart draws doubles, and
 * differences within a window are small even where the values are not.
 *
 * @param {Array<string|null>} values integers; null for none
 * @returns {{base: bigint, offsets: Array<number|null>}}
 */
export function relative(values) {
  const exact = values.map((value) => (value === null ? null : BigInt(value)));
  const known = exact.filter((value) => value !== null);
  const base = known.reduce((least, value) => (value < least ? value : least), known[0] ?? 0n);
  return {base, offsets: exact.map((value) => (value === null ? null : Number(value - base)))};
}

/** A rate, such as 0.4, 12 or 1 840. */
export function rate(perSecond) {
  if (perSecond === 0 || perSecond >= 10) {
    return grouped(Math.round(perSecond));
  }
  return perSecond.toFixed(1);
}

/** A duration in the unit that a person would choose, such as 8 ms, 1.2 s, 4 min. */
export function duration(milliseconds) {
  if (milliseconds < 1000) {
    return `${Math.round(milliseconds)} ms`;
  }
  const seconds = milliseconds / 1000;
  if (seconds < 10) {
    return `${seconds.toFixed(1)} s`;
  }
  if (seconds < 120) {
    return `${Math.round(seconds)} s`;
  }
  if (seconds < 7200) {
    return `${Math.round(seconds / 60)} min`;
  }
  return `${Math.round(seconds / 3600)} h`;
}

/** A time of day, with seconds. */
export function clock(epochMilliseconds) {
  return new Date(epochMilliseconds).toLocaleTimeString([], {hourCycle: 'h23'});
}
