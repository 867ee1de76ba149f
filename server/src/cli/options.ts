import { InvalidArgumentError, Option } from 'commander';
import { isVersion } from '../binding/targetVersion.ts';
import { ASSUMPTIONS } from '../execution/assumption.ts';
import { type Packet, parsePacket } from '../packet/packet.ts';

export function assumeOption(): Option {
  return new Option(
    '--assume <what>',
    'what the router holds before the file runs: its default firewall (defconf), nothing, or what the file counts on (auto, the default)',
  ).choices(ASSUMPTIONS);
}

export function formatOption(...further: readonly string[]): Option {
  return new Option('--format <format>', 'how to print').choices(['pretty', 'json', ...further]).default('pretty');
}

/** The value is in bytes. */
export function maxFileSizeOption(): Option {
  return new Option('--max-file-size <megabytes>', 'leave larger files alone (default: 64)').argParser((text) => {
    const size = Number(text);
    if (!(size > 0)) throw new InvalidArgumentError('Write a number of megabytes, such as 100.');
    return size * 1024 * 1024;
  });
}

export function rosOption(): Option {
  return new Option(
    '--ros <version>',
    'version of RouterOS that the files are for (default: what an export says)',
  ).argParser(toVersion);
}

export function sessionOption(): Option {
  return new Option(
    '--session <packet>',
    'your management session, such as "tcp 192.168.88.10 -> :8291 in=bridge": a line that cuts it off is an error',
  ).argParser((text) => {
    toPacket(text);
    return text;
  });
}

export function toPacket(text: string): Packet {
  const packet = parsePacket(text);
  if ('fault' in packet) throw new InvalidArgumentError(packet.fault);
  return packet;
}

function toVersion(text: string): string {
  if (!isVersion(text)) throw new InvalidArgumentError('A version looks like 7.20 or 7.21beta3.');
  return text;
}
