#!/bin/sh
# Drives Helix in a terminal multiplexer, as a user would with keys, and keeps what the screen shows.
set -eu
screen() { tmux -L rosfw capture-pane -p -t editor; }
keys() { tmux -L rosfw send-keys -t editor "$@"; sleep 0.4; }

# Waits until the screen shows a text.
shows() {
  for _ in $(seq 100); do
    screen | grep -qF -- "$1" && return
    sleep 0.2
  done
  echo "the screen never showed: $1" && screen && exit 1
}

mkdir -p "$HOME/.config/helix"
cp "$HERE/recipe.toml" "$HOME/.config/helix/languages.toml"
tmux -L rosfw -f /dev/null new-session -d -s editor -x 160 -y 40 'hx filter.rsc'

shows '●   6'
screen >"$HERE/screen-problems"

keys 2 G w w w
keys Space k
shows 'rule 1 of 5 in input'
screen >"$HERE/screen-hover"
keys Escape

keys G o
keys -l 'add chain=input action='
# The list opens by itself where the editor was not busy; a user asks for it then.
for _ in $(seq 20); do
  sleep 1
  screen | grep -qF 'add-src-to-address-list' && break
  keys C-x
done
shows 'add-src-to-address-list'
screen >"$HERE/screen-completion"
keys Escape
keys Escape
keys u

# The first fix for the last rule.
keys 6 G
keys Space a
shows 'Move the accept above line 5'
keys Enter
shows '5  add chain=input action=accept protocol=udp'

keys g g
keys /
keys -l admins
keys Enter
keys Space r
shows 'rename-to:'
keys C-u
keys -l staff
keys Enter
shows 'src-address-list=staff'
keys -l ':wa!'
keys Enter
sleep 1
keys -l ':qa!'
keys Enter
sleep 0.5
