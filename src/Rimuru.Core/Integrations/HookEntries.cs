using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rimuru.Core.Integrations;

/// <summary>What stands in the agents' files, in lines that are indented by two spaces each level.</summary>
internal static class HookEntries
{
    /// <summary>Long enough for a busy machine; the guard itself ends earlier.</summary>
    private const int Seconds = 10;

    /// <summary>A text as JSON.</summary>
    public static string Json(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    public static string Claude(string name, AgentCommand command) =>
        Group(name == "PreToolUse", command, $"\"timeout\": {Seconds}", command.IsClosed ? "\"onFailure\": \"block\"" : null);

    public static string Codex(string name, AgentCommand command) => Group(false, command, $"\"timeout\": {Seconds}", null);

    public static string Qwen(string name, AgentCommand command) =>
        Group(false, command, $"\"name\": \"rimuru-guard\"", $"\"timeout\": {Seconds}");

    /// <summary>Its time limit is in milliseconds.</summary>
    public static string Gemini(string name, AgentCommand command) =>
        Group(name == "BeforeTool", command, $"\"name\": \"rimuru-guard\"", $"\"timeout\": {Seconds * 1000}");

    /// <summary>A file of our own, as Copilot reads all in its folder.</summary>
    public static string Copilot(AgentCommand command) =>
        $$"""
            {
              "version": 1,
              "hooks": {
                "userPromptSubmitted": [
                  { "type": "command", "bash": {{Json(command.Line)}}, "powershell": {{Json(
                "& " + command.Line
            )}}, "timeoutSec": {{Seconds}} }
                ],
                "preToolUse": [
                  { "type": "command", "bash": {{Json(command.Line)}}, "powershell": {{Json(
                "& " + command.Line
            )}}, "timeoutSec": {{Seconds}} }
                ]
              }
            }

            """.ReplaceLineEndings(
            "\n"
        );

    /// <summary>A plugin of our own, since OpenCode runs no commands as hooks.</summary>
    public static string OpenCode(AgentCommand command) =>
        $$"""
            // Made by Rimuru ({{command.Line}}). Asks before each request of a model, and stops the request if a budget is spent.
            import { spawn } from "node:child_process"

            const program = {{Json(command.Program)}}
            const args = {{(command.IsClosed ? "[\"guard\", \"--fail\", \"closed\"]" : "[\"guard\"]")}}
            const failed = {{(command.IsClosed ? "\"Rimuru could not check the budgets.\"" : "undefined")}}

            function ask(call) {
              return new Promise((resolve) => {
                let output = ""
                const child = spawn(program, args, { stdio: ["pipe", "pipe", "ignore"], windowsHide: true })
                const timer = setTimeout(() => { child.kill(); resolve(failed) }, {{Seconds * 1000}})
                child.on("error", () => { clearTimeout(timer); resolve(failed) })
                child.stdin.on("error", () => {})
                child.stdout.on("data", (data) => { output += data })
                child.on("close", (code) => {
                  clearTimeout(timer)
                  try {
                    const answer = output.trim() ? JSON.parse(output) : undefined
                    resolve(code !== 0 ? failed : answer?.decision === "block" ? answer.reason : undefined)
                  } catch {
                    resolve(failed)
                  }
                })
                child.stdin.end(JSON.stringify(call))
              })
            }

            export const RimuruGuard = async ({ directory }) => ({
              "chat.params": async (input) => {
                const reason = await ask({
                  rimuru_agent: "OpenCode",
                  hook_event_name: "chat.params",
                  session_id: input.sessionID,
                  cwd: directory,
                  model: input.model?.id,
                })
                if (reason) throw new Error(reason)
              },
            })

            """.ReplaceLineEndings("\n");

    private static string Group(bool isForTools, AgentCommand command, string first, string? second)
    {
        string matcher = isForTools ? "  \"matcher\": \"*\",\n" : "";
        string more = second is null ? "" : $",\n      {second}";
        return $"{{\n{matcher}  \"hooks\": [\n    {{\n      \"type\": \"command\",\n      \"command\": {Json(command.Line)},\n"
            + $"      {first}{more}\n"
            + "    }\n  ]\n}";
    }
}
