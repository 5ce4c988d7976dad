# The report line of a task, as Markdown for the summary of a workflow. The line brings its own where it is short enough
# (docs/cli.md); otherwise it is made from the line's document, whose fields are those of dev.tilth.render.Renderer.
def cell: tostring | gsub("[\r\n]+"; " ") | gsub("(?<sign>[\\\\`*_{}\\[\\]<>|#~])"; "\\\(.sign)");
def spoken: gsub("_"; " ");
def code: "`" + (tostring | gsub("[`\r\n]"; " ")) + "`";
def counts: if . == null then "" else [to_entries[] | select(.value | type == "number" and . > 0) | "\(.value) \(.key)"] | join(", ") end;
def failure: if .error == null then empty else "> **Error:** \(.error.message | cell)\n" end;
def table($head; $rows):
  if ($rows | length) == 0 then empty
  else (["| " + ($head | join(" | ")) + " |", "|" + ($head | map(" --- |") | join(""))] + $rows | join("\n")) + "\n" end;

def report:
  "## Tilth \(.command) to \(.environment | cell): \(.outcome | spoken)\n",
  failure,
  table(["Step", "Result", "Rows", "Time"];
    [.migrations[]? | "| \(.script | code) | \(.result | spoken) |  | \(.duration_ms) ms |"]
    + [.seeders[]? | "| \(.name | code) | \(.result | spoken) | \(.rows | counts) | \(.duration_ms) ms |"]),
  (.warnings[]? | "> **Warning:** \(cell)\n"),
  (if .restore_point then "Restore point: \(.restore_point | code), the server's time before the first write of this run.\n" else empty end),
  "Trigger \(.trigger), run \(.run_id | code).";

def tables: [.tables[]? | if .state == "unknown" then "\(.table): unknown until \(.until)" else "\(.table): \(.rows | counts)" end] | join("; ") | cell;

def plan:
  "## Tilth plan for \(.environment | cell): \(.outcome | spoken)\n",
  failure,
  table(["Step", "What", "Rows"];
    [.migrations[]? | "| \(.script | code) | apply\(if .transactional then "" else ", outside a transaction" end) |  |"]
    + [.seeders[]? | select(.action != "up_to_date") | "| \(.name | code) | \(.action | spoken), \(.reason | cell) | \((.rows // {}) | tables) |"]),
  (.warnings[]? | "> **Warning:** \(cell)\n"),
  (if .plan_hash then "Plan hash: \(.plan_hash | code)" else "There is no plan hash: a seeder would fail." end);

def cut: if (.left_out // "") | contains("details") then "\n> **Warning:** The steps are too many for a line of the log; `tilth plan` and `tilth history` show them." else empty end;

if (.markdown // "") != "" then .markdown
else . as $line | ((.document | objects) // {outcome: (.message // "failed"), error: null}
  | if .document == "plan" then plan
    elif .document == "report" then report
    else "## Tilth: \(.outcome // "failed" | spoken)\n", failure end),
  ($line | cut)
end
