/** Starts the page: chooses the view for the address, follows links without loading the page again. */

import {h, replace} from './dom.js';
import {clock, duration, grouped} from './exact.js';
import {OverviewFeed} from './feed.js';
import {overviewView} from './overview.js';
import {counterView} from './counter.js';
import {searchView} from './search.js';
import {tailView} from './tail.js';

const VIEWS = {'/': overviewView, '/counter': counterView, '/search': searchView, '/tail': tailView};
const GO = {o: '/', c: '/search', l: '/tail'};
const STATES = {
  connecting: 'Connecting…',
  live: 'Live',
  stale: 'No news',
  lost: 'Connection lost, trying again…',
};

const main = document.getElementById('main');
const status = document.getElementById('status');
const find = document.getElementById('find');
const feed = new OverviewFeed();
let close = () => {};

function show() {
  close();
  const view = VIEWS[location.pathname];
  for (const link of document.querySelectorAll('header nav a')) {
    if (link.pathname === location.pathname) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  }
  main.replaceChildren();
  const parameters = new URLSearchParams(location.search);
  find.elements.prefix.value = location.pathname === '/search' ? parameters.get('prefix') ?? '' : '';
  close = view(main, parameters, {feed, go}) ?? (() => {});
}

/** Goes to an address of this page. */
function go(address, {replacing = false} = {}) {
  if (replacing) {
    history.replaceState(null, '', address);
    return;
  }
  history.pushState(null, '', address);
  show();
  main.focus({preventScroll: true});
  window.scrollTo(0, 0);
}

function showStatus() {
  const state = feed.state;
  status.dataset.state = state;
  const overview = feed.latest;
  const parts = [STATES[state]];
  if (overview && state === 'live') {
    const {behindRecords, behindMillis} = overview.freshness;
    // What is on its way changes all the time; the tile of the overview has it.
    parts.push(
      behindRecords === '0' || behindMillis < 1000
        ? 'less than a second behind'
        : `${grouped(behindRecords)} records, ${duration(behindMillis)} behind`);
    if (!overview.freshness.complete) {
      parts.push('some partitions are missing');
    }
  } else if (overview) {
    parts.push(`as of ${clock(overview.freshness.asOf)}`);
  }
  const text = parts.join(' · ');
  if (status.textContent !== text) {
    status.replaceChildren(h('span.dot'), text);
  }
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('a');
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (link && plain && link.origin === location.origin && link.pathname in VIEWS && !link.hash) {
    event.preventDefault();
    go(link.href);
  }
});

find.addEventListener('submit', (event) => {
  event.preventDefault();
  go(`/search?prefix=${encodeURIComponent(find.elements.prefix.value)}`);
});

let leader = false;
document.addEventListener('keydown', (event) => {
  const typing = event.target.closest('input, select, textarea');
  if (typing || event.metaKey || event.ctrlKey || event.altKey) {
    return;
  }
  if (event.key === '/') {
    event.preventDefault();
    find.elements.prefix.focus();
  } else if (leader && event.key in GO) {
    go(GO[event.key]);
  }
  leader = event.key === 'g';
});

window.addEventListener('popstate', show);
feed.listen(showStatus);
replace(status, h('span.dot'), STATES.connecting);
show();
