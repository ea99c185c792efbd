import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Database } from './database';
import { parseBody } from './http';
import { Refusal } from './refusal';
import { bearerOf, hashOf, newToken, sameSecret } from './tokens';

export interface Account {
  readonly id: string;
  readonly username: string;
  readonly role: string;
}

export const ACCOUNTS_SCHEMA = `
  CREATE TABLE IF NOT EXISTS users (
    id uuid PRIMARY KEY,
    username text NOT NULL UNIQUE,
    role text NOT NULL,
    token_hash bytea NOT NULL UNIQUE
  );`;

const USERNAME = /^[A-Za-z0-9_-]{1,40}$/;

/** Who may act, and by which token. */
export class Accounts {
  constructor(private readonly database: Database) {}

  /** Makes an account and gives it with its token, which cannot be had again. @throws Refusal 409 if the name is taken. */
  async create(username: string, role: string): Promise<Account & { token: string }> {
    const account = { id: randomUUID(), username, role };
    const token = newToken();
    const made = await this.database.query(
      `INSERT INTO users (id, username, role, token_hash) VALUES ($1, $2, $3, $4)
       ON CONFLICT (username) DO NOTHING RETURNING id`,
      [account.id, username, role, hashOf(token)],
    );
    if (made.length === 0) throw new Refusal(409, `Username taken: ${username}`);
    return { ...account, token };
  }

  /** The account of an `Authorization` header. @throws Refusal 401 where there is none. */
  async authenticate(header: string | undefined): Promise<Account> {
    const token = bearerOf(header);
    if (token === undefined) throw new Refusal(401, 'Not authenticated');
    const [account] = await this.database.query<Account>(
      'SELECT id, username, role FROM users WHERE token_hash = $1',
      [hashOf(token)],
    );
    if (account === undefined) throw new Refusal(401, 'Invalid token');
    return account;
  }

  /** The account of that name, or undefined. */
  async find(username: string): Promise<Account | undefined> {
    // Also keeps from PostgreSQL what no text column can hold.
    if (!USERNAME.test(username)) return undefined;
    const [account] = await this.database.query<Account>(
      'SELECT id, username, role FROM users WHERE username = $1',
      [username],
    );
    return account;
  }
}

/** `POST /api/users` (administrator): makes an account and answers its token, once. */
export function accountRoutes(
  http: FastifyInstance,
  accounts: Accounts,
  adminToken: string,
  roles: readonly string[],
): void {
  const newAccount = z.strictObject({
    username: z.string().regex(USERNAME, '1 to 40 letters, digits, _ or -'),
    role: z.enum(roles),
  });
  http.post('/api/users', async (request, reply) => {
    const token = bearerOf(request.headers.authorization);
    if (token === undefined || !sameSecret(token, adminToken))
      throw new Refusal(401, 'Not the administrator');
    const { username, role } = parseBody(newAccount, request.body);
    return reply.code(201).send(await accounts.create(username, role));
  });
}
