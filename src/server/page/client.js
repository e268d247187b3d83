// The live parts of the plain page. No build step: what is here is what the browser runs.
const texts = JSON.parse(document.getElementById('texts')?.textContent ?? '{}');
const byId = (id) => document.getElementById(id);

/** An element with text and children; text is never taken as HTML. */
function make(name, { text, className, ...attributes } = {}, ...children) {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  if (className) element.className = className;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

// ---------------------------------------------------------------- signing in and out

byId('sign-in')?.addEventListener('submit', async (event) => {
  event.preventDefault();
  const token = byId('token').value;
  const answer = await fetch('/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  if (answer.ok) location.reload();
  else byId('sign-in-error').textContent = answer.status === 429 ? texts.tooMany : texts.wrongToken;
});

byId('sign-out')?.addEventListener('click', async () => {
  await fetch('/api/session', { method: 'DELETE' });
  location.reload();
});

// ---------------------------------------------------------------- live calls

/** callSid → { call, turns, partial, ended } */
const calls = new Map();
const TURNS_SHOWN = 4;
const KEEP_ENDED_MS = 30_000;

const stages = [
  'speechEnd',
  'speechEndDetected',
  'finalTranscript',
  'decision',
  'flowDone',
  'lookUpRequested',
  'lookUpDone',
  'modelRequested',
  'modelFirstToken',
  'firstClause',
  'synthesisRequested',
  'synthesisFirstAudio',
  'firstAudio',
];

/** The parts of a turn's wait, in the order of their marks. */
function waterfall(timeline) {
  const marks = stages.filter((mark) => mark in timeline).map((mark) => ({ mark, at: timeline[mark] }));
  marks.sort((a, b) => a.at - b.at);
  return marks.slice(1).map(({ mark, at }, i) => ({ mark, from: marks[i].mark, ms: at - marks[i].at }));
}

function milliseconds(value) {
  return value === null || value === undefined ? '–' : `${Math.round(value)} ${texts.ms}`;
}

function turnView(turn) {
  const { decisionToAudioMs, speechEndToAudioMs, earEstimateMs } = turn.clocks;
  const clocks = [
    `${texts.decisionToAudio} ${milliseconds(decisionToAudioMs)}`,
    `${texts.speechEndToAudio} ${milliseconds(speechEndToAudioMs)}`,
    `${texts.earEstimate} ${milliseconds(earEstimateMs)}`,
  ].join(' · ');
  const parts = waterfall(turn.timeline);
  const bar = make('div', {
    className: 'bar',
    role: 'img',
    'aria-label': parts.map(({ from, mark, ms }) => `${from} → ${mark}: ${milliseconds(ms)}`).join('; '),
  });
  for (const { from, mark, ms } of parts) {
    const part = make('span', { title: `${from} → ${mark}: ${milliseconds(ms)}` });
    part.style.flexGrow = String(Math.max(ms, 0.01));
    bar.append(part);
  }
  const view = make('div', { className: 'turn', lang: turn.language });
  if (turn.caller) view.append(line(texts.caller, turn.caller));
  if (turn.agent) view.append(line(texts.agent, turn.agent));
  view.append(make('div', { className: 'small', text: clocks }));
  if (parts.length > 0) view.append(bar);
  return view;
}

function line(who, text) {
  return make('div', {}, make('span', { className: 'who', text: `${who}: ` }), text);
}

function callView({ call, turns, partial, ended }) {
  const heading = `${call.workflow} · ${call.transport} · ${call.carrier} · ${call.language}`;
  const view = make(
    'article',
    {},
    make('h3', { text: ended ? `${heading} · ${texts.ended}: ${ended}` : heading }),
  );
  for (const turn of turns) view.append(turnView(turn));
  if (partial) view.append(line(`${texts.caller} (${texts.speaking})`, partial));
  return view;
}

function showCalls() {
  const list = byId('calls');
  if (!list) return;
  list.replaceChildren(...[...calls.values()].toReversed().map(callView));
  byId('no-calls').hidden = calls.size > 0;
  byId('live-count').textContent = String([...calls.values()].filter(({ ended }) => !ended).length);
}

// ---------------------------------------------------------------- figures

function figuresTable(caption, snapshot) {
  const columns = [texts.clock, texts.turns, 'P50', 'P95', 'P99'];
  const head = make('tr', {}, ...columns.map((text) => make('th', { scope: 'col', text })));
  const rows = ['decisionToAudio', 'speechEndToAudio', 'earEstimate'].map((clock) => {
    const { count, p50, p95, p99 } = snapshot.clocks[clock];
    const cells = [count, ...[p50, p95, p99].map((ms) => (count > 0 ? Math.round(ms) : '–'))];
    return make(
      'tr',
      {},
      make('th', { scope: 'row', text: texts[clock] }),
      ...cells.map((cell) => make('td', { text: String(cell) })),
    );
  });
  const table = make(
    'table',
    {},
    make('caption', { text: caption }),
    make('thead', {}, head),
    make('tbody', {}, ...rows),
  );
  return make('div', { className: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption }, table);
}

function showFigures({ snapshot, simulated }) {
  const tables = [];
  if (snapshot.turns > 0) tables.push(figuresTable(texts.measured, snapshot));
  if (simulated?.turns > 0) tables.push(figuresTable(texts.simulated, simulated));
  byId('figures').replaceChildren(...(tables.length > 0 ? tables : [make('p', { text: texts.none })]));
}

// ---------------------------------------------------------------- the feed

const handlers = {
  hello({ calls: live }) {
    calls.clear();
    for (const call of live) calls.set(call.callSid, { call, turns: [], partial: '', ended: '' });
    showCalls();
  },
  state({ providers }) {
    const state = { warming: texts.warming, warm: texts.ready, degraded: texts.degraded }[providers];
    // Only when it changes: it is read aloud.
    if (byId('state').textContent !== state) byId('state').textContent = state;
  },
  metrics: showFigures,
  callStarted({ call }) {
    calls.set(call.callSid, { call, turns: [], partial: '', ended: '' });
    showCalls();
  },
  partial({ callSid, text }) {
    update(callSid, (entry) => (entry.partial = text));
  },
  turn({ callSid, turn }) {
    update(callSid, (entry) => {
      entry.turns = [...entry.turns.filter(({ index }) => index !== turn.index), turn].slice(-TURNS_SHOWN);
      entry.partial = '';
    });
  },
  callEnded({ callSid, end }) {
    update(callSid, (entry) => (entry.ended = end));
    setTimeout(() => {
      calls.delete(callSid);
      showCalls();
    }, KEEP_ENDED_MS);
  },
};

function update(callSid, change) {
  const entry = calls.get(callSid);
  if (!entry) return;
  change(entry);
  showCalls();
}

let waitMs = 500;
function connect() {
  const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/live`);
  socket.addEventListener('open', () => {
    waitMs = 500;
  });
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(data);
    handlers[message.type]?.(message);
  });
  socket.addEventListener('close', () => {
    byId('state').textContent = texts.offline;
    setTimeout(connect, waitMs);
    waitMs = Math.min(waitMs * 2, 15_000);
  });
}

if (byId('calls')) connect();
