-- Drives Neovim as a user would and writes what the editor then knows, as one JSON object a line.
-- The initialization file is the recipe of the documentation; the file of results is in RESULTS.
local results = io.open(vim.env.RESULTS, 'w')

local function say(what, value)
  results:write(vim.fn.json_encode({ what = what, value = value }) .. '\n')
  results:flush()
end

local function wait_for(what, test)
  if not vim.wait(20000, test, 50) then
    say('timeout', what)
    vim.cmd('cquit 1')
  end
end

-- The script; commands may show others.
local script

local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(script, method, params, 20000) or {}
  for _, answer in pairs(answers) do
    if answer.error then say('error', answer.error) end
    return answer.result
  end
end

-- The line counts from 1, the column from 0, as in the editor.
local function at(line, column)
  return { textDocument = { uri = vim.uri_from_bufnr(0) }, position = { line = line - 1, character = column } }
end

local function diagnostics()
  local found = {}
  for _, one in ipairs(vim.diagnostic.get(0)) do
    table.insert(found, { code = one.code or one.user_data.lsp.code, line = one.lnum + 1 })
  end
  return found
end

vim.cmd('edit filter.rsc')
script = vim.api.nvim_get_current_buf()
local client
wait_for('initialize', function()
  client = (vim.lsp.get_clients or vim.lsp.get_active_clients)()[1]
  return client ~= nil and client.initialized
end)
say('pulls', client.server_capabilities.diagnosticProvider ~= nil)
wait_for('diagnostics', function() return #vim.diagnostic.get(0) > 0 end)
say('diagnostics', diagnostics())

local hover = ask('textDocument/hover', at(2, 24))
say('hover', hover and (hover.contents.value or hover.contents))

vim.api.nvim_buf_set_lines(0, -1, -1, false, { 'add chain=input action=' })
local completion = ask('textDocument/completion', at(vim.api.nvim_buf_line_count(0), 23))
local labels = {}
for _, item in ipairs(completion and (completion.items or completion) or {}) do table.insert(labels, item.label) end
say('completion', labels)
vim.cmd('undo')

-- The first fix that the finding has, applied as the editor applies it.
local line = diagnostics()[1].line
local params = at(line, 0)
params.range = { start = params.position, ['end'] = params.position }
params.context = { diagnostics = {} }
local actions = ask('textDocument/codeAction', params) or {}
local titles = {}
for _, action in ipairs(actions) do table.insert(titles, action.title) end
say('actions', titles)
for _, action in ipairs(actions) do
  if action.edit or action.data then
    if not action.edit then action = ask('codeAction/resolve', action) end
    vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16')
    break
  end
end
say('fixed', vim.api.nvim_buf_get_lines(0, 0, -1, false))
wait_for('no diagnostic after the fix', function()
  for _, one in ipairs(diagnostics()) do
    if one.line == line then return false end
  end
  return true
end)

-- A rename of a list that another file fills.
local row, column
for number, text in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
  local found = text:find('admins')
  if found then row, column = number, found - 1 end
end
local asked = at(row, column + 1)
asked.newName = 'staff'
local edit = ask('textDocument/rename', asked)
vim.lsp.util.apply_workspace_edit(edit, 'utf-16')
vim.cmd('wall')
say('renamed', { filter = vim.fn.readfile('filter.rsc'), lists = vim.fn.readfile('lists.rsc') })

-- A view of the extension comes as text.
local function exposure()
  local uri = vim.uri_from_bufnr(script)
  return ask('workspace/executeCommand', { command = 'routerosFirewall.showExposure', arguments = { uri } })
end
-- That the other file has changed comes a moment later.
for _ = 1, 100 do
  if exposure():find('From sources on staff\n  open') then break end
  vim.wait(100)
end
say('exposure', exposure())
say('shown', vim.fn.fnamemodify(vim.api.nvim_buf_get_name(0), ':t'))
say('end', true)
vim.cmd('qall!')
