/** Tasks that run `rosfw` in a terminal; only on the desktop, since a browser has no processes. */
import * as vscode from 'vscode';

const TYPE = 'rosfw';

/** Offers "rosfw: check" for each folder, and carries out tasks of our type from `tasks.json`. */
export function registerTasks(): vscode.Disposable {
  return vscode.tasks.registerTaskProvider(TYPE, {
    provideTasks: () =>
      (vscode.workspace.workspaceFolders ?? []).map((folder) => toTask({ type: TYPE, paths: ['.'] }, folder)),
    resolveTask: ({ definition, scope }) =>
      toTask(definition, typeof scope === 'object' ? scope : vscode.TaskScope.Workspace),
  });
}

/** The command line is a package of its own: the task runs the one that is installed. */
function toTask(
  definition: vscode.TaskDefinition,
  scope: vscode.WorkspaceFolder | vscode.TaskScope.Workspace,
): vscode.Task {
  const paths = strings(definition['paths']);
  const args = [
    'check',
    '--format',
    'gcc',
    ...strings(definition['args']),
    '--',
    ...(paths.length === 0 ? ['.'] : paths),
  ];
  const execution = new vscode.ShellExecution(
    'rosfw',
    args.map((value) => ({ value, quoting: vscode.ShellQuoting.Strong })),
  );
  const task = new vscode.Task(definition, scope, 'check', TYPE, execution, `$${TYPE}`);
  task.group = vscode.TaskGroup.Build;
  task.detail = 'Check all RouterOS scripts with the command line rosfw (npm install --global rosfw)';
  return task;
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}
