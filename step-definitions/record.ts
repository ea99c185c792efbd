import { type DataTable, Then } from '@cucumber/cucumber';
import { expectRecord } from '../support/systems/race/record';
import type { GauntletWorld } from '../support/world';

Then('the record shows:', async function (this: GauntletWorld, table: DataTable) {
  expectRecord(await this.races.dialect.recordOf(this.race.id), table.hashes());
});
