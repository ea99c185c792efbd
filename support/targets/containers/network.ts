import type { Engine } from './engine';

/** The network that a run's containers share: there they call each other by their containers' names. */
export class Network {
  private constructor(
    readonly name: string,
    /** Who calls from outside comes from here, too: from the address of the network's gateway. */
    readonly subnets: readonly string[],
  ) {}

  static async create(engine: Engine, name: string, labels: Record<string, string>): Promise<Network> {
    const { dockerode } = engine.container;
    const network = await dockerode.createNetwork({ Name: name, Driver: 'bridge', Labels: labels });
    const { IPAM } = (await network.inspect()) as { IPAM?: { Config?: { Subnet?: string }[] } };
    const subnets = (IPAM?.Config ?? []).flatMap(({ Subnet }) => Subnet ?? []);
    return new Network(name, subnets);
  }
}
