/**
 * What runs in a player's browser. Whatever others wrote is put into the page as text. It comes back by itself when the connection is
 * lost, with the time of the last thing it was told; on a new page that is long ago, so that the whole log is shown.
 */
export const PAGE_SCRIPT = `
'use strict';
const token = new URL(location.href).searchParams.get('token');
const at = (id) => document.getElementById(id);
const log = at('log');
const endings = {
  1000: 'The session has ended.',
  4003: 'Your link is not valid any more. Ask your host for another one.',
  4008: 'The host has removed you.',
};
let socket, me, sent, lastSeen = '1970-01-01T00:00:00.000Z', attempts = 0, fight = { active: false }, wasWriting = false;

function write(text, kind) {
  const line = document.createElement('p');
  line.className = kind;
  line.textContent = text;
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  log.append(line);
  if (atEnd) log.scrollTop = log.scrollHeight;
}
function note(text) {
  at('note').textContent = text;
}
function showInput() {
  if (!at('act')) return;
  const mayAct = me !== undefined && (!fight.active || fight.your_turn);
  wasWriting ||= document.activeElement === at('text');
  at('text').disabled = !mayAct;
  at('send').disabled = !mayAct;
  // A field that is closed loses the keyboard: whoever was there is there again once it is open.
  if (!mayAct || !wasWriting) return;
  if (document.activeElement === document.body) at('text').focus();
  wasWriting = false;
}
function showHealth(now, most) {
  at('health').textContent = 'Hit points: ' + now + ' of ' + most;
}
function showFight(state) {
  fight = state;
  at('fight').hidden = !state.active;
  at('round').textContent = 'Round ' + state.round;
  at('initiative').replaceChildren(...state.initiative.map((entry) => {
    const item = document.createElement('li');
    item.className = entry.id === state.current_turn ? 'current' : '';
    if (entry.id === state.current_turn) item.setAttribute('aria-current', 'true');
    const figure = entry.initiative === undefined ? '' : ' (' + entry.initiative + ')';
    item.textContent = [entry.name + figure, entry.health, ...entry.conditions].join(', ');
    return item;
  }));
  if (state.hit_points !== undefined) showHealth(state.hit_points, state.max_hit_points);
  showInput();
}
async function showCharacter() {
  if (!at('act')) return;
  const answer = await fetch('/character/' + encodeURIComponent(me), { headers: { authorization: 'Bearer ' + token } });
  if (!answer.ok) return;
  const { hit_points, max_hit_points } = await answer.json();
  showHealth(hit_points, max_hit_points);
}
const statuses = { pending: 'Your action waits for the host.', processing: 'The host answers your action.', resolved: '' };
const heard = {
  connected({ player_id }) {
    me = player_id;
    attempts = 0;
    note('');
    // A fight that is over is not mentioned; one that goes on follows.
    showFight({ active: false, round: 0, current_turn: null, initiative: [] });
    showCharacter().catch(() => {});
  },
  auth_error({ message }) { note(message); },
  error({ message }) { note(message); },
  narrative({ narrative, private: own }) {
    note('');
    write(narrative, 'narrative');
    if (own !== undefined) write(own, 'private');
  },
  system({ content }) { write(content, 'system'); },
  thinking({ message }) { note(message); },
  action_status({ status, error }) {
    note(status === 'rejected' ? error : statuses[status]);
    if (status === 'pending' && at('text').value === sent) at('text').value = '';
  },
  combat_state(state) { showFight(state); },
  character_update({ player_id }) {
    if (player_id === me) showCharacter().catch(() => {});
  },
  ping() { socket.send('{"type":"pong"}'); },
};
function connect() {
  socket = new WebSocket(location.origin.replace(/^http/, 'ws') + '/ws');
  socket.onopen = () => socket.send(JSON.stringify({ type: 'auth', token, last_seen: lastSeen }));
  socket.onmessage = ({ data }) => {
    const frame = JSON.parse(data);
    if ((frame.type === 'narrative' || frame.type === 'system') && frame.timestamp > lastSeen) lastSeen = frame.timestamp;
    if (Object.hasOwn(heard, frame.type)) heard[frame.type](frame);
  };
  socket.onclose = ({ code }) => {
    me = undefined;
    showInput();
    if (Object.hasOwn(endings, code)) return note(endings[code]);
    note('The connection was lost. Trying again...');
    setTimeout(connect, Math.min(250 * 2 ** attempts++, 2000));
  };
}
at('act')?.addEventListener('submit', (event) => {
  event.preventDefault();
  const text = at('text').value;
  if (text.trim() === '' || socket.readyState !== WebSocket.OPEN) return;
  socket.send(JSON.stringify({ type: 'action', text }));
  sent = text; // and stays in the field until it is taken
});
connect();
`;
