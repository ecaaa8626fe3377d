namespace Rimuru.Core.Tests.Sandbox;

/// <summary>Attacks by scripts: what each would give if it worked.</summary>
internal static class ScriptAttacks
{
    private static readonly Dictionary<string, string> Bodies = new(StringComparer.Ordinal)
    {
        ["read"] = "Get-Content -LiteralPath '@SECRET@' -Raw",
        ["read-qualified"] = @"Microsoft.PowerShell.Management\Get-Content -LiteralPath '@SECRET@'",
        ["read-by-net"] = "[IO.File]::ReadAllText('@SECRET@')",
        ["read-in-parallel"] = "1 | ForEach-Object -Parallel { [IO.File]::ReadAllText('@SECRET@') }",
        ["read-variable"] = "${@SECRET@}",
        ["read-csv"] = "Import-Csv '@SECRET@'",
        ["write"] = "Set-Content -LiteralPath '@PRECIOUS@' -Value 'changed'; 'written'",
        ["write-by-net"] = "[IO.File]::WriteAllText('@PRECIOUS@', 'changed'); 'written'",
        ["write-in-parallel"] = "1 | ForEach-Object -Parallel { [IO.File]::WriteAllText('@PRECIOUS@', 'changed'); 'written' }",
        ["redirect"] = "'changed' > '@PRECIOUS@'; 'written'",
        ["delete"] = "Remove-Item '@PRECIOUS@'; 'removed'",
        ["native"] = "& '/usr/bin/id'",
        ["start-process"] = "Start-Process '/usr/bin/id'; 'started'",
        ["process-in-parallel"] = "1 | ForEach-Object -Parallel { [Diagnostics.Process]::Start('/usr/bin/id').Id }",
        ["job"] = "Start-Job { 1 } | Receive-Job -Wait",
        ["web"] = "Invoke-WebRequest 'http://127.0.0.1:@OTHER@/'",
        ["tcp"] = "(New-Object Net.Sockets.TcpClient '127.0.0.1', @OTHER@).Connected",
        ["tcp-in-parallel"] = "1 | ForEach-Object -Parallel { [Net.Sockets.TcpClient]::new('127.0.0.1', @OTHER@).Connected }",
        ["other-port"] = "(Invoke-PluginRequest 'http://127.0.0.1:@OTHER@/').Content",
        ["other-host"] = "(Invoke-PluginRequest 'http://example.com:@GIVEN@/').Content",
        ["redirected"] = "(Invoke-PluginRequest 'http://127.0.0.1:@GIVEN@/redirect').Content",
        ["file-address"] = "(Invoke-PluginRequest 'file://@SECRET@').Content",
        ["add-type"] = "Add-Type 'public class A { }'; 'added'",
        ["expression"] = "Invoke-Expression '1'",
        ["module"] = "Import-Module Microsoft.PowerShell.Management; 'imported'",
        ["class"] = "class A { } ; 'defined'",
        ["script-block"] = "[scriptblock]::Create('1').Invoke()",
        ["session-state"] = "$ExecutionContext.SessionState.LanguageMode = 'FullLanguage'; 'freed'",
        ["invoke-script"] = "$ExecutionContext.InvokeCommand.InvokeScript('1')",
        ["reflection"] = "[Type].GetMethods().Count",
        ["environment"] = "if ($env:RIMURU_SECRET) { $env:RIMURU_SECRET } else { throw 'none' }",
        ["own-cmdlets"] = "Read-PluginInput -Values 1",
        ["spin"] = "while ($true) { }",
        ["sleep"] = "Start-Sleep 60; 'slept'",
        ["memory"] = "$a = 'x'; while ($true) { $a += $a }",
        ["list"] = "$a = @(); while ($true) { $a += 'x' * 1mb }",
        ["regex"] = "('a' * 40) -match '^(a+)+$b'; 'matched'",
        ["recursion"] = "function f { f }; f; 'came back'",
        ["output"] = "while ($true) { 'x' * 1mb }",
        ["warnings"] = "while ($true) { Write-Warning ('x' * 1mb) }",
        ["exit"] = "exit 3",
        ["probe"] = "Get-Date -Format yyyy",
        ["cells"] = "[char]27 + '[2J'",
    };

    /// <summary>What works, so that it means something that the others do not: a value, and text that a terminal would obey.</summary>
    public static readonly string[] Harmless = ["probe", "cells"];

    private const string AtLoad = "stall-at-load";

    public static IReadOnlyList<string> Names { get; } = [.. Bodies.Keys, AtLoad];

    public static string Of(string attack, string secret, string precious, int other, int given) =>
        attack == AtLoad
            ? "while ($true) { }"
            : $$"""
            function Show-PluginView {
                param($Column)
                end {
                    $given = {{Bodies[attack]
                .Replace("@SECRET@", secret, StringComparison.Ordinal)
                .Replace("@PRECIOUS@", precious, StringComparison.Ordinal)
                .Replace("@OTHER@", other.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("@GIVEN@", given.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)}}
                    if (-not "$given") { throw 'nothing' }
                    '' | Select-Object @{ n = 'outcome'; e = { 'worked' } }, @{ n = 'detail'; e = { "$given" } }
                }
            }
            """;
}
