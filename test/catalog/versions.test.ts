import { describe, expect, it } from 'vitest';
import {
  argumentOf,
  availability,
  catalog,
  catalogFor,
  resolve,
  resolveChild,
  sampledVersions,
} from '../../server/src/catalog/catalog.ts';
import { compareVersions } from '../../server/src/catalog/version.ts';

describe('the order of versions', () => {
  it('counts numbers, and betas and candidates before the release', () => {
    const versions = ['6.49.10', '7.9', '7.9.2', '7.10', '7.23beta2', '7.23rc1', '7.23rc2', '7.23', '7.23.3', '7.24'];
    expect(versions.toReversed().sort(compareVersions)).toEqual(versions);
    expect(compareVersions('7.23rc1-base', '7.23rc1')).toBe(0);
    expect(compareVersions('7.9', '7.9.0')).toBe(0);
  });

  it('is that of the samples', () => {
    expect([...sampledVersions].sort(compareVersions)).toEqual(sampledVersions);
    expect(sampledVersions).toContain('7.23rc1-base');
  });
});

describe('the catalogue of a version', () => {
  it.each([
    ['7.24', '7.24'],
    ['7.24.5', '7.24'],
    ['7.30', '7.24'],
    ['7.23rc1-base', '7.23rc1-base'],
    ['7.16.2', '7.16.2'],
    ['7.18', '7.16.2'],
    ['7.10', '7.9.2'],
    ['7.1', '7.9.2'],
    ['6.49.10', '7.9.2'],
  ])('%s is that of %s', (version, sampled) => {
    expect(catalogFor(version).version).toBe(sampled);
    expect(catalogFor(version)).toBe(catalogFor(version));
  });

  it('has only what was there', () => {
    const old = catalogFor('7.9.2').root.commands;
    const next = catalogFor('7.24').root.commands;
    expect([old.has('onerror'), next.has('onerror')]).toEqual([false, true]);
    expect([old.has('break'), next.has('break')]).toEqual([false, true]);
    const packaged = (version: string) => catalogFor(version).root.menus.has('user-manager');
    expect([packaged('7.24'), packaged('7.23rc1-base')]).toEqual([true, false]);
    const tos = (version: string) =>
      catalogFor(version).menu(['ip', 'firewall', 'filter'])?.commands.get('add')?.arguments?.has('tos');
    expect([tos('7.20.8'), tos('7.24')]).toEqual([false, true]);
  });

  it('between two samples keeps the packages and has what came in the base', () => {
    const between = catalogFor('7.23.3');
    expect(between.root.menus.has('user-manager')).toBe(true);
    expect(between.root.commands.has('break')).toBe(true);
  });

  it('takes old names', () => {
    expect(resolveChild(catalogFor('7.23rc1-base').root, 'ping')).toMatchObject({ value: { path: '/tool/ping' } });
    expect(resolveChild(catalogFor('7.9.2').root, 'ping')).toMatchObject({ value: { path: '/ping' } });
    const interfaces = (version: string) => catalogFor(version).menu(['interface'])?.menus.get('wifiwave2')?.path;
    expect(interfaces('7.23rc1-base')).toBe('/interface/wifi');
    expect(interfaces('7.9.2')).toBe('/interface/wifiwave2');
  });

  it('all together has what has gone, but an abbreviation means what is there', () => {
    const disk = catalog.menu(['disk'])!;
    expect(resolveChild(disk, 'ej')).toMatchObject({ kind: 'found', name: 'eject' });
    expect(resolveChild(disk, 'eject-d')).toMatchObject({ kind: 'found', name: 'eject-drive' });
    const add = catalog.menu(['ip', 'firewall', 'nat'])?.commands.get('add')?.arguments;
    expect(add && resolve(add, 'tls')).toMatchObject({ kind: 'found', name: 'tls-host' });
  });
});

describe('when something was there', () => {
  const command = (name: string) => catalog.root.commands.get(name)!;

  it('is bounded by the samples', () => {
    expect(command('put')).not.toHaveProperty('since');
    expect(command('onerror')).toMatchObject({ notYet: '7.12.2', since: '7.16.2' });
    expect(command('onerror').until).toBeUndefined();
    expect(command('break')).toMatchObject({ notYet: '7.20.8', since: '7.22.3' });
  });

  it('is exact where another source tells it', () => {
    const tos = argumentOf('/ip/firewall/filter', 'tos')!;
    expect(tos.since).toBe('7.21');
    expect(tos.notYet).toBeUndefined();
    expect([availability(tos, '7.20.9'), availability(tos, '7.21'), availability(tos, '7.24')]).toEqual([
      'absent',
      'unknown',
      'present',
    ]);
    const host = argumentOf('/ip/firewall/nat', 'tls-host')!;
    expect([availability(host, '7.12.2'), availability(host, '7.16'), availability(host, '7.24')]).toEqual([
      'present',
      'absent',
      'absent',
    ]);
  });

  it.each([
    ['put', '7.9.2', 'present'],
    ['put', '7.18', 'present'],
    ['put', '7.99', 'present'],
    ['put', '6.49', 'unknown'],
    ['onerror', '7.9.2', 'absent'],
    ['onerror', '7.11', 'absent'],
    ['onerror', '7.13', 'unknown'],
    ['onerror', '7.16.2', 'present'],
    ['onerror', '7.20', 'present'],
    ['break', '7.19', 'absent'],
    ['break', '7.21', 'unknown'],
    ['break', '7.22.9', 'present'],
    ['break', '7.23.1', 'present'],
  ])('%s in %s: %s', (name, version, answer) => {
    expect(availability(command(name), version)).toBe(answer);
  });

  it('is not known of packages between a sample with and one without them', () => {
    const packaged = catalog.root.menus.get('user-manager')!;
    expect(packaged.until).toBeUndefined();
    expect(availability(packaged, '7.22.1')).toBe('present');
    expect(availability(packaged, '7.23rc1-base')).toBe('absent');
  });
});
