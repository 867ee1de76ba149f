import { describe, expect, it } from 'vitest';
import { services, servicesAt } from '../../server/src/catalog/services.ts';

describe('services', () => {
  it.each([
    [22, 'tcp', 'ssh'],
    [53, 'udp', 'dns'],
    [8291, 'tcp', 'winbox'],
    [8728, 'tcp', 'api'],
    [5678, 'udp', 'mndp'],
    [13231, 'udp', 'wireguard'],
    [20561, 'udp', 'mac-winbox'],
  ])('knows %d/%s', (port, protocol, name) => {
    expect(servicesAt(port, protocol).map((service) => service.name)).toEqual([name]);
  });

  it('keeps protocols apart', () => {
    expect(servicesAt(22, 'udp')).toEqual([]);
    expect(servicesAt(53, 'gre')).toEqual([]);
    expect(servicesAt(53)).toHaveLength(1);
    expect(servicesAt(51753)).toEqual([]);
  });

  it('flags what the router ships with', () => {
    const state = (name: string) => services.find((service) => service.name === name)?.router;
    expect(['ftp', 'ssh', 'telnet', 'www', 'api', 'winbox', 'api-ssl'].map(state)).toEqual(new Array(7).fill('on'));
    expect(state('www-ssl')).toBe('off');
    expect(state('smtp')).toBeUndefined();
  });

  it('is ordered by port', () => {
    const ports = services.map((service) => service.port);
    expect(ports).toEqual(ports.toSorted((a, b) => a - b));
  });
});
