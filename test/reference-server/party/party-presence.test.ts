import { before, describe, it } from 'node:test';
import { expect } from 'chai';
import type { Client } from 'pg';
import { until } from '../../until';
import { AParty } from '../nodes/a-party';
import { OwnNodes } from '../nodes/own-nodes';
import type { ServerNode } from '../nodes/server-nodes';

/** The connections that hold the locks of nodes, and how to end them. */
const HOLDERS = `FROM pg_locks WHERE locktype = 'advisory' AND classid = ${0x70617274} AND pid <> pg_backend_pid()`;

describe("a node's life in the database", { concurrency: 1 }, () => {
  const nodes = OwnNodes.forSuite({ count: 1 });
  let node: ServerNode;
  let record: Client;
  const over: AParty[] = [];

  before(async () => {
    node = nodes.one;
    record = await nodes.record();
  });

  /** Resolves when some node holds its lock. */
  function held(): Promise<void> {
    return until('a node that holds its lock', async () => {
      const { rows } = await record.query(`SELECT ${HOLDERS}`);
      return rows.length > 0;
    });
  }

  async function end(party: AParty): Promise<void> {
    await party.ask(node, 'stop_party_mode');
    over.push(party);
  }

  /**
   * What the nodes call an error, but for what was over: somebody's departure from there may be under way when a node is frozen, and
   * PostgreSQL does not wait for a frozen one.
   */
  function errors(...from: readonly ServerNode[]): string[] {
    return from.flatMap((each) => each.errors).filter((line) => !over.some(({ id }) => line.includes(id)));
  }

  it('goes on when the connection is lost that says that it lives', async () => {
    const party = await AParty.start(node);
    const thorin = await party.enter(node, 'thorin');
    await record.query(`SELECT pg_terminate_backend(pid) ${HOLDERS}`);
    await held();
    thorin.say({ type: 'action', text: 'I am still here' });
    const { action_id } = await thorin.told({ type: 'action_status', status: 'pending' });
    expect((await party.ask(node, 'party_pop_action')).action).to.deep.include({ action_id });
    await end(party);
  });

  it('begins anew when another has taken it for dead: its players come again, what it had popped is pending', async () => {
    const party = await AParty.start(node);
    const thorin = await party.enter(node, 'thorin');
    thorin.say({ type: 'action', text: 'I wait' });
    const { action_id } = await thorin.told({ type: 'action_status', status: 'pending' });
    await party.ask(node, 'party_pop_action');
    // Frozen, so that it does not take its lock again before another node looks.
    await node.signal('SIGSTOP');
    await record.query(`SELECT pg_terminate_backend(pid) ${HOLDERS}`);
    const other = await nodes.another();
    expect((await party.ask(other, 'party_pop_action')).action).to.deep.include({ action_id });
    await node.signal('SIGCONT');
    expect(await thorin.end()).to.equal('1001 Come again');
    const back = await party.enter(node, 'thorin');
    back.say({ type: 'action', text: 'I am back' });
    await back.told({ type: 'action_status', status: 'pending' });
    await other.signal('SIGTERM');
    expect(errors(node)).to.deep.equal([]);
    await end(party);
  });

  it('does not carry on while another clears what it left, but begins anew', async () => {
    const party = await AParty.start(node);
    const thorin = await party.enter(node, 'thorin');
    await node.signal('SIGSTOP');
    await record.query(`SELECT pg_terminate_backend(pid) ${HOLDERS}`);
    // The other one has to wait with what it clears.
    const inItsWay = await nodes.record();
    await inItsWay.query('BEGIN');
    await inItsWay.query('SELECT FROM party_sessions WHERE id = $1 FOR UPDATE', [party.id]);
    const coming = nodes.another();
    await until('the other node at the session', async () => {
      const { rows } = await record.query("SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
      return rows.length > 0;
    });
    await node.signal('SIGCONT');
    expect(await thorin.end()).to.equal('1001 Come again');
    await inItsWay.query('COMMIT');
    const other = await coming;
    const back = await party.enter(node, 'thorin');
    back.say({ type: 'action', text: 'I am back' });
    await back.told({ type: 'action_status', status: 'pending' });
    await other.signal('SIGTERM');
    expect(errors(node)).to.deep.equal([]);
    await end(party);
  });

  it('begins anew also where somebody comes to it while another clears what it left', async () => {
    const parties = [await AParty.start(node), await AParty.start(node)];
    const before = await Promise.all(parties.map((party) => party.enter(node, 'thorin')));
    await node.signal('SIGSTOP');
    await record.query(`SELECT pg_terminate_backend(pid) ${HOLDERS}`);
    // The other one has to wait with what it clears, one session after the other.
    const inItsWay = await Promise.all(parties.map(() => nodes.record()));
    for (const [index, each] of inItsWay.entries()) {
      await each.query('BEGIN');
      await each.query('SELECT FROM party_sessions WHERE id = $1 FOR UPDATE', [parties[index]?.id]);
    }
    const pids = inItsWay.map((each) => (each as unknown as { processID: number }).processID);
    const blocking = async () => {
      const { rows } = await record.query(
        "SELECT unnest(pg_blocking_pids(pid)) AS pid FROM pg_stat_activity WHERE wait_event_type = 'Lock'",
      );
      return pids.indexOf(rows[0]?.pid);
    };
    const coming = nodes.another();
    await until('the other node at a session', async () => (await blocking()) >= 0);
    const first = await blocking();
    await inItsWay[first]?.query('COMMIT');
    await until('the other node at the other session', async () => (await blocking()) === 1 - first);
    await node.signal('SIGCONT');
    const late = await parties[first]?.enter(node, 'elara');
    await inItsWay[1 - first]?.query('COMMIT');
    const other = await coming;
    for (const each of [...before, late]) expect(await each?.end()).to.equal('1001 Come again');
    await other.signal('SIGTERM');
    expect(errors(node, other)).to.deep.equal([]);
    for (const party of parties) await end(party);
  });

  it('tells of a departure later that could not be recorded at once', async () => {
    const party = await AParty.start(node);
    const [thorin, elara] = [await party.enter(node, 'thorin'), await party.enter(node, 'elara')];
    await record.query('ALTER TABLE party_connections RENAME TO away');
    elara.socket.close();
    await until('the failure', () => node.errors.length > 0);
    await record.query('ALTER TABLE away RENAME TO party_connections');
    await thorin.told({ type: 'system', content: 'Elara has left.' });
    await party.enter(node, 'elara');
    await thorin.told({ type: 'system', content: 'Elara has joined.' });
    await end(party);
  });

  it('has somebody come again whose history cannot be read', async () => {
    const party = await AParty.start(node);
    const thorin = await party.enter(node, 'thorin');
    await record.query('ALTER TABLE party_messages RENAME TO away');
    thorin.say({ type: 'history_request', since: '2000-01-01T00:00:00.000Z' });
    expect(await thorin.end()).to.equal('1011 Internal error');
    await record.query('ALTER TABLE away RENAME TO party_messages');
    await end(party);
  });

  it('leaves nothing behind', async () => {
    const party = await AParty.start(node);
    await party.enter(node, 'thorin');
    await node.signal('SIGTERM');
    for (const table of ['party_nodes', 'party_connections'])
      expect((await record.query(`SELECT * FROM ${table}`)).rows).to.deep.equal([]);
  });
});
