/** Creates elements. Text is only ever set as text, so no name can become markup. */

const SVG = 'http://www.w3.org/2000/svg';

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) {
      element.append(child);
    }
  }
  return element;
}

function assign(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
}

/**
 * Creates an HTML element.
 *
 * @param {string} tag the element's name, with classes: 'p.note'
 * @param {Object<string, *>} attributes attributes; functions named on… are event listeners
 * @param {...(Node|string|Array|null|false)} children nodes and texts, in any nesting
 */
export function h(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name);
  element.classList.add(...classes);
  assign(element, attributes);
  return append(element, children);
}

/** Creates an SVG element, as {@link h} does for HTML. */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  assign(element, attributes);
  return append(element, children);
}

/**
 * Replaces an element's children if they differ. The focus stays: a child that has it, or contains
 * it, is found again by its `data-key`.
 */
export function replace(element, ...children) {
  const focused = element.contains(document.activeElement)
    ? document.activeElement.closest('[data-key]')?.dataset.key
    : undefined;
  element.replaceChildren();
  append(element, children);
  if (focused !== undefined) {
    for (const candidate of element.querySelectorAll('[data-key]')) {
      if (candidate.dataset.key === focused) {
        candidate.focus({preventScroll: true});
        return;
      }
    }
  }
}

/** A counter's name as a link to its page. Directions of writing in it do not leak out of it. */
export function counterLink(name) {
  return h(
    'a.name',
    {href: `/counter?name=${encodeURIComponent(name)}`, dir: 'auto', 'data-key': `counter ${name}`, title: name},
    h('bdi', {}, name));
}

/** What stands where something is being loaded; its shape appears if that takes a moment. */
export function loading(what) {
  return h('p.loading', {}, `Loading ${what}…`);
}

/** An element with a text that only screen readers read. */
export function spoken(text) {
  return h('span.spoken', {}, text);
}
