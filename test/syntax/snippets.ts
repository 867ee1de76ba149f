/**
 * One-liners of the language with what they mean, each the smallest text that shows one rule of
 * `docs/facts/scripts.md`. The trees stand in `golden/snippets.txt`.
 */
export interface Snippet {
  /** What the router reads. */
  readonly says: string;
  readonly source: string;
  /** Codes of the problems that the text alone shows. */
  readonly problems?: readonly string[];
  /** RouterOS rejects or notes this, but only the names of the catalogue tell. */
  readonly schema?: string;
}

export const snippets: readonly Snippet[] = [
  // Comments
  { says: 'a comment alone is no command', source: '# nothing but a remark' },
  { says: 'a comment may be indented', source: '    # set back' },
  { says: 'a comment may follow a semicolon', source: ':local hits 0; # counted below' },
  {
    says: 'a comment behind a value is rejected',
    source: ':put "done" # tell the user',
    problems: ['comment-behind-command'],
  },
  {
    says: 'a comment behind an argument is rejected',
    source: '/ip firewall nat add chain=srcnat # masquerade',
    problems: ['comment-behind-command'],
  },
  { says: 'a hash in a string is text', source: ':put "rule # 3"' },
  { says: 'a comment may follow an opening brace', source: ':if (true) do={ # always\n :put 7 }' },
  { says: 'a backslash does not continue a comment', source: '# more below \\\n:put 7' },
  { says: 'a hash begins an unquoted value', source: 'add log-prefix=#LAN chain=forward' },
  // Continuation
  { says: 'a line may break behind the equals sign', source: 'add action=accept chain=\\\n    forward' },
  {
    says: 'in a string the line end and the indentation behind it vanish',
    source: 'add comment="White Lis\\\n    t (WWW)" list=ok',
  },
  {
    says: 'an export breaks between the escapes of a line end',
    source: 'source=":log warning \\$who\\r\\\n    \\n:beep"',
    schema: 'a line may not begin with an argument',
    problems: ['expected-command'],
  },
  {
    says: 'a continuation is a blank in an expression',
    source: ':if ($up = true \\\n and $down=false) do={ :put 7 }',
  },
  {
    says: 'a backslash with something behind it continues nothing',
    source: ':if ($up = true \\ # why\n and $down) do={}',
    // The hash is an unknown character of the expression.
    problems: ['stray-backslash'],
  },
  { says: 'a negated value may stand on the next line', source: 'add dst-address-list=\\\n    !TRUSTED chain=forward' },
  { says: 'CRLF continues like LF', source: 'add chain=forward \\\r\n    action=accept' },
  // Menus
  { says: 'a path alone is the menu of the next lines', source: '/ip firewall nat\nadd chain=srcnat' },
  { says: 'a path with slashes leads to a command', source: '/ip/firewall/nat/add chain=srcnat' },
  { says: 'blanks and slashes mix', source: '/ip firewall/raw/add chain=prerouting' },
  { says: 'a path may end with a slash', source: '/ip/firewall/nat/\nprint' },
  { says: 'a menu is entered step by step', source: '/routing\nospf\ninstance print' },
  { says: 'two dots lead one level up', source: '/ip firewall mangle\n.. raw print' },
  { says: 'a block runs in the menu in front of it', source: '/interface pppoe-client { disable [find]; :delay 3s }' },
  { says: 'a block on the next line runs in the menu', source: '/ip dns static\n{\n add name=r address=10.1.1.1\n}' },
  { says: 'menus and names may be shortened', source: '/ip fire mang add act=accept ch=forward' },
  { says: 'a shortened path before a nested find', source: '/sys leds set [find where leds=power-led] type=on' },
  { says: 'a root command needs no colon', source: 'put [system clock get time]' },
  {
    says: 'an unknown menu with a slash is rejected',
    source: '/moon/base print',
    schema: 'unknown menu, a hard error',
  },
  { says: 'an unknown word is noted and read on', source: 'moonbase', schema: 'unknown command, a soft error' },
  {
    says: 'a closing brace without an opening one ends the file without a word',
    source: '}',
    problems: ['stray-closer'],
  },
  // Arguments
  {
    says: 'a blank before the equals sign is rejected',
    source: 'add gateway = 10.1.1.1',
    problems: ['blank-before-equals'],
  },
  { says: 'a blank behind the equals sign is legal', source: ':for n from= 3 to= 5 do={ :put $n }' },
  { says: 'a value may be empty before the next argument', source: 'add dst-address= chain=forward' },
  { says: 'an empty string is a value', source: 'set [find] dst-port=""' },
  { says: 'an exclamation mark unsets an argument', source: 'set 3 !limit !psd chain=c' },
  { says: 'brackets may have blanks inside', source: 'set [ find default-name=ether5 ] name=LAN5' },
  { says: 'item numbers form a list', source: 'set 4,5,6 mtu=1420' },
  { says: 'an asterisk begins an id', source: 'remove *2F' },
  { says: 'two unnamed items', source: 'move [find comment="m"] destination=2' },
  {
    says: 'a nested find works in the same menu',
    source: 'add place-before=[find comment="last"] chain=forward',
  },
  {
    says: 'a second equals sign in a value is rejected',
    source: 'add chain=forward disabled=yesin-interface=ether2',
    problems: ['unexpected-equals'],
  },
  { says: 'a leading dot repeats the group', source: 'set security.ft=yes .passphrase=Q .wps=disable' },
  { says: 'an argument may be dotted', source: 'add import.route-targets=65000:7' },
  { says: 'braces stay a group whatever they hold', source: 'add source={ :beep } name=b' },
  { says: 'an expression and a variable are values', source: 'add name=("wan" . $k) comment=$d' },
  {
    says: 'an expression and a command are values',
    source: 'add address=($net . "/30") list=[get $j list]',
  },
  { says: 'a negated value', source: 'add out-interface-list=!WAN', schema: 'flag and value' },
  { says: 'an exclamation mark in a plain text', source: 'add log-prefix=!DROP', schema: 'text, no negation' },
  { says: 'a list whose elements are negated', source: 'add tcp-flags=syn,!ack,!fin' },
  { says: 'a list that is negated whole', source: 'add dst-port=!7,8,9' },
  { says: 'ports and ranges', source: 'add dst-port=53,80,8000-8080' },
  { says: 'a name made of digits', source: 'add address-list=555 address-list-timeout=20s' },
  { says: 'a range of addresses', source: 'add address=10.0.0.0-10.0.0.127 list=n' },
  { says: 'a short address', source: 'add address=10.9/16' },
  { says: 'the operator in', source: ':put (10.0.0.7 in 10.0.0.0/24)' },
  { says: 'a time with units', source: 'add address-list-timeout=2w1d6h30m' },
  { says: 'a time with colons', source: 'add address-list-timeout=00:05:30' },
  { says: 'a list of states', source: 'add connection-state=invalid,new' },
  { says: 'an empty list of states', source: 'add connection-state=""' },
  { says: 'an arrow in an unquoted value', source: 'add comment=Lab->Edge' },
  { says: 'angle brackets in an unquoted value', source: 'add name=<l2tp-y>' },
  { says: 'an IPv6 address with its zone', source: 'add gateway=fe80::7%bridge' },
  { says: 'a rate with its burst', source: 'add limit=20/1s,10:packet' },
  { says: 'a rate for each address', source: 'add dst-limit=5/1m,10,dst-address/2m' },
  { says: 'four numbers', source: 'add psd=10,2s,5,2' },
  { says: 'hours and days', source: 'add time=6h30m-20h,sat,sun' },
  { says: 'type and code', source: 'add icmp-options=3:4-5' },
  { says: 'a negated range', source: 'add packet-size=!1500-65535' },
  { says: 'a mode and a number', source: 'add ttl=less-than:5' },
  { says: 'a divider and a remainder', source: 'add per-connection-classifier=src-address:3/1' },
  { says: 'a pair', source: 'add ipsec-policy=out,none' },
  { says: 'one list whose name holds a comma', source: 'add dst-address-list=x,y' },
  { says: 'a rule without an action', source: 'add jump-target=guard chain=forward' },
  // Strings
  { says: 'an underscore ends the name of a variable', source: ':put "$site_LAN"' },
  { says: 'a dash ends the name of a variable', source: ':put "$our-net"' },
  { says: 'a quoted variable name in a string', source: ':put "at $"our-net" now"' },
  { says: 'code in a string has quotes of its own', source: ':put "is $[:len "wxyz"] or $(3*4)"' },
  {
    says: 'quotes of code in a string are not escaped',
    source: ':put "$[:pick ($row->\\"id\\") 0 2]"',
    // The string behind the backslash goes on to the end of the line, so nothing closes what it stands in.
    problems: ['stray-backslash', 'unclosed-bracket', 'unclosed-bracket', 'unclosed-string'],
  },
  {
    says: 'a dollar before the closing quote is text here',
    source: 'regexp="^open-sesame/$"',
    problems: ['expected-command'],
  },
  { says: 'an escaped dollar', source: 'regexp="^open-sesame/\\$"', problems: ['expected-command'] },
  { says: 'characters as two hexadecimal digits', source: ':put "\\4F\\4B"' },
  { says: 'an escaped question mark, of version 6', source: ':put "why\\?"' },
  { says: 'an unknown escape is rejected', source: ':put "\\w"', problems: ['unknown-escape'] },
  { says: 'an escaped blank', source: 'comment="\\_indent"', problems: ['expected-command'] },
  { says: 'a single quote needs quotes around it', source: 'comment="don\'t"', problems: ['expected-command'] },
  { says: 'a string may hold a line end', source: ':put "one\ntwo"' },
  // Variables
  { says: 'a declaration takes a bare name', source: ':global $count', schema: 'the name needs no dollar here' },
  { says: 'an assignment takes a variable', source: ':set $count 2' },
  { says: 'an undeclared name is not set', source: ':set nowhere 2', schema: 'no such variable in the scope' },
  { says: 'an undeclared variable is read', source: ':put $nowhere' },
  { says: 'a bare group is no array', source: ':global list {}', schema: 'an array needs parentheses' },
  { says: 'a function with a quoted name', source: ':global "get-ip" do={ :return $1 }' },
  { says: 'a call of a function with a quoted name', source: '$"get-ip" 10.2' },
  // Expressions
  { says: 'two lookups in a row', source: ':put ($t->"row"->2)' },
  { says: 'a lookup as target', source: ':set ($t->"row") 2' },
  { says: 'a lookup of a command', source: ':put ([find]->3)' },
  { says: 'if and else', source: ':if ($n=2) do={:put 3} else={:put 4}' },
  { says: 'else without an equals sign', source: ':if ($n=2) do={:put 3} else {:put 4}' },
  {
    says: 'else on a line of its own is a command of its own',
    source: ':if ($n=2) do={:put 3}\nelse={:put 4}',
    problems: ['line-cut'],
  },
  { says: 'a command that may fail', source: ':do { add address=10.3.3.3 list=y } on-error={}' },
  { says: 'onerror takes the name of the error first', source: ':onerror err in={ import y.rsc } do={ :put $err }' },
  { says: 'two counters over a keyed array', source: ':foreach key,val in={p=3;q=4} do={ :put $val }' },
  { says: 'conditions side by side', source: 'print where !dynamic chain=forward and protocol=tcp' },
  { says: 'a pattern', source: 'print where name~"^vlan"' },
  { says: 'where without a condition is rejected', source: 'find where=', problems: ['expected-operand'] },
  { says: 'a variable as value of a field', source: 'find chain=$c' },
  { says: 'a find with where in brackets', source: 'remove [find where list=TEMP dynamic=no]' },
  { says: 'a slash between digits is a prefix', source: ':put (24/8)' },
  { says: 'a slash between blanks divides', source: ':put (24 / 8)' },
  { says: 'quoted code', source: ':typeof (>[:beep])' },
  { says: 'the activation of code', source: ':put ($call <%% {7})' },
  { says: 'an empty command before a word', source: ';7', schema: 'unknown command, a soft error' },
  { says: 'a menu behind a colon', source: ':log warning message="full"' },
];
