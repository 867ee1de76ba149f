import { describe, expect, it } from 'vitest';
import { availability, resolveChild } from '../../server/src/catalog/catalog.ts';
import { catalogFromInspect, InspectTreeError } from '../../server/src/catalog/inspectTree.ts';

const router = {
  _meta: { version: '7.99' },
  put: { _type: 'cmd', message: { _type: 'arg', desc: 'string value' } },
  tool: { _type: 'path', ping: { _type: 'cmd', address: { _type: 'arg' } } },
  gadget: {
    _type: 'dir',
    add: {
      _type: 'cmd',
      name: { _type: 'arg', desc: 'string value, max length 31' },
      wait: { _type: 'arg', desc: '100ms..1w    (time interval)' },
      days: { _type: 'arg', desc: 'mon|tue[,Days*]' },
      'on-event': { _type: 'arg', desc: 'string value' },
      enabled: { _type: 'arg', _completion: { no: { style: 'none' }, yes: { style: 'none' } } },
      port: {
        _type: 'arg',
        _completion: {
          '!': { style: 'syntax-meta', desc: 'value prefix' },
          any: { style: 'none' },
          ether1: { style: 'none' },
          mine: { style: 'obj-dynamic' },
        },
      },
    },
    get: { _type: 'cmd', number: { _type: 'arg' }, 'value-name': { _type: 'arg' } },
    find: { _type: 'cmd', where: { _type: 'arg' } },
    print: { _type: 'cmd', 'on-event': { _type: 'arg', desc: 'script' } },
  },
};

describe('the tree of a router', () => {
  const catalog = catalogFromInspect(router);
  const gadget = catalog.menu(['gadget']);
  const add = gadget?.commands.get('add')?.arguments;

  it('has its menus, commands and arguments, and no others', () => {
    expect(catalog.version).toBe('7.99');
    expect([...catalog.root.menus.keys()]).toEqual(['gadget', 'tool']);
    // The old place of a command that has moved.
    expect([...catalog.root.commands.keys()]).toEqual(['put', 'ping']);
    expect([...(add?.keys() ?? [])]).toEqual(['days', 'enabled', 'name', 'on-event', 'port', 'wait']);
    expect(gadget?.isList).toBe(true);
    expect(gadget?.parent).toBe(catalog.root);
    expect(gadget?.fields).toEqual(['days', 'enabled', 'name', 'on-event', 'port', 'wait']);
    expect(resolveChild(catalog.root, 'ga')).toMatchObject({ kind: 'found', name: 'gadget' });
  });

  it('tells the types that it describes', () => {
    expect(add?.get('name')?.type).toEqual({ kind: 'string', maxLength: 31 });
    expect(add?.get('wait')?.type).toEqual({ kind: 'time', min: 100, max: 604_800_000 });
    expect(add?.get('days')).toMatchObject({ type: { kind: 'flags' }, values: ['mon', 'tue'] });
    expect(add?.get('enabled')?.type).toEqual({ kind: 'boolean' });
    expect(add?.get('port')).toMatchObject({ negatable: true, suggestions: ['any'] });
  });

  it('tells what is code and what is text', () => {
    expect(add?.get('on-event')?.braces).toBe('text');
    expect(gadget?.commands.get('print')?.arguments?.get('on-event')?.braces).toBe('code');
    expect(gadget?.commands.get('get')?.unnamed).toEqual(['number', 'value-name']);
  });

  it('tells nothing of versions', () => {
    expect(gadget?.since).toBeUndefined();
    expect(gadget?.until).toBeUndefined();
    expect(gadget && availability(gadget, '7.24')).toBe('unknown');
  });

  it('takes what it does not say from the sampled trees', () => {
    const bare = { put: { _type: 'cmd' }, ip: { firewall: { filter: { add: { chain: {}, 'dst-port': {} } } } } };
    const filter = catalogFromInspect(bare).menu(['ip', 'firewall', 'filter'])?.commands.get('add')?.arguments;
    expect(filter?.get('chain')).toMatchObject({ required: true, type: { kind: 'chain' } });
    expect(filter?.get('dst-port')).toMatchObject({ negatable: true, type: { kind: 'ports' } });
    expect(filter?.size).toBe(2);
  });

  it('leaves out what is no node', () => {
    const odd = { put: { _type: 'cmd', message: 5 }, ip: { _type: 'dir', what: null, address: { _type: 'dir' } } };
    const catalog = catalogFromInspect(odd);
    expect([...(catalog.menu(['ip'])?.menus.keys() ?? [])]).toEqual(['address']);
    expect(catalog.root.commands.get('put')?.arguments?.size).toBe(0);
  });

  it.each([
    [null, 'null'],
    ['text', 'a string'],
    [[{ type: 'child', name: 'ip' }], 'a list'],
    [{}, 'no menus and commands'],
    [{ openapi: '3.0', paths: {} }, 'no menus and commands'],
    [{ put: { _type: 'cmd' } }, 'no menus'],
    [{ _type: 'cmd', message: { _type: 'arg' } }, 'a single cmd'],
  ])('says what is wrong with %j', (json, why) => {
    expect(() => catalogFromInspect(json)).toThrow(InspectTreeError);
    expect(() => catalogFromInspect(json)).toThrow(why);
    expect(() => catalogFromInspect(json)).toThrow('Walk `/console/inspect request=child`');
  });
});
