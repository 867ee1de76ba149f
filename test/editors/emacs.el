;;; emacs.el --- Drives Emacs with eglot as a user would  -*- lexical-binding: t; -*-
;;; Commentary:
;; Writes what the editor then knows, as one JSON object a line, into the file RESULTS.  The recipe of the documentation
;; lies beside this.
;;; Code:
(require 'eglot)
(require 'json)

(load (expand-file-name "recipe.el" (file-name-directory load-file-name)))
(setq eglot-confirm-server-edits nil
      eglot-autoshutdown t
      eglot-sync-connect 20
      make-backup-files nil
      create-lockfiles nil)

(defun say (what value)
  "Write that WHAT came to VALUE."
  (write-region (concat (json-serialize (list :what what :value value)) "\n") nil (getenv "RESULTS") t 'silent))

(defun wait-for (what test)
  "Wait until TEST holds, or say that WHAT did not come."
  (with-timeout (20 (say "timeout" what) (kill-emacs 1))
    (while (not (funcall test)) (accept-process-output nil 0.05))))

(defun found ()
  "What is shown of the buffer, each problem with its line."
  (vconcat (mapcar (lambda (one)
                     (list :code (format "%s" (car (flymake-diagnostic-text-list one)))
                           :line (line-number-at-pos (flymake-diagnostic-beg one))))
                   (flymake-diagnostics))))

(defun flymake-diagnostic-text-list (one)
  "The code and the message of the problem ONE."
  (let ((text (flymake-diagnostic-text one)))
    (if (string-match "\\[\\([a-z0-9-]+\\)\\]" text) (list (match-string 1 text) text) (list text text))))

(defun lines (file)
  "The lines of FILE as it is on disk."
  (with-temp-buffer (insert-file-contents file) (vconcat (split-string (buffer-string) "\n" t))))

(find-file "filter.rsc")
(cd (file-name-directory buffer-file-name))
;; `eglot-ensure' waits for the end of a command, of which a batch has none.
(apply #'eglot (eglot--guess-contact))
(wait-for "server" #'eglot-current-server)
(say "pulls" (if (eglot-server-capable :diagnosticProvider) t :false))
(flymake-mode 1)
(flymake-start)
(wait-for "diagnostics" (lambda () (flymake-start) (flymake-diagnostics)))
(say "diagnostics" (found))

(goto-char (point-min))
(forward-line 1)
(forward-char 24)
(let ((hover (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams))))
  (say "hover" (plist-get (plist-get hover :contents) :value)))

(goto-char (point-max))
(insert "add chain=input action=")
(eglot--signal-textDocument/didChange)
(pcase-let ((`(,begin ,end ,table . ,_) (eglot-completion-at-point)))
  (say "completion" (vconcat (mapcar #'substring-no-properties
                                     (all-completions (buffer-substring begin end) table)))))
(delete-region (line-beginning-position) (point-max))
(eglot--signal-textDocument/didChange)

(goto-char (point-min))
(forward-line 5)
(let* ((actions (append (eglot-code-actions (point) (point)) nil))
       (fix (seq-find (lambda (action) (or (plist-get action :edit) (plist-get action :data))) actions)))
  (say "actions" (vconcat (mapcar (lambda (action) (plist-get action :title)) actions)))
  (eglot-execute (eglot-current-server) fix)
  ;; No time is idle in a batch.
  (eglot--signal-textDocument/didChange))
(say "fixed" (vconcat (split-string (buffer-string) "\n" t)))
(wait-for "no diagnostic after the fix" (lambda () (flymake-start) (null (flymake-diagnostics))))

(goto-char (point-min))
(search-forward "=admins")
(backward-char 2)
(eglot-rename "staff")
(eglot--signal-textDocument/didChange)
(save-some-buffers t)
(say "renamed" (list :filter (lines "filter.rsc") :lists (lines "lists.rsc")))

(defun exposure ()
  "What is open, as the command of the server tells it."
  (eglot-execute (eglot-current-server) (list :command "routerosFirewall.showExposure"
                                              :arguments (vector (eglot-path-to-uri buffer-file-name)))))

;; That the other file has changed comes a moment later.
(wait-for "the other file" (lambda () (string-match-p "From sources on staff\n  open" (exposure))))
(say "exposure" (exposure))
(say "end" t)
(eglot-shutdown (eglot-current-server))
(kill-emacs 0)
;;; emacs.el ends here
