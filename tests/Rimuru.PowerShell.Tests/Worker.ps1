# Runs scripts that come from standard input, a line of JSON each, in sessions and with variables of their own. A process for each would take ten times as long.
# What a script writes ends with a line of $End, and what went wrong.
param([string] $End)
$PSStyle.OutputRendering = 'PlainText'

while ($null -ne ($line = [Console]::In.ReadLine())) {
    $request = $line | ConvertFrom-Json -AsHashtable
    $kept = @{}
    foreach ($name in $request.Environment.Keys) {
        $kept[$name] = [Environment]::GetEnvironmentVariable($name)
        Set-Item -LiteralPath "Env:$name" -Value $request.Environment[$name]
    }

    $failure = ''
    $runspace = [runspacefactory]::CreateRunspace($Host)
    $runspace.Open()
    $shell = [powershell]::Create($runspace)
    try {
        $null = $shell.AddScript($request.Script).AddCommand('Out-Default')
        $null = $shell.Invoke()
        # The ledger is closed, so that its folder can go.
        $null = $shell.Commands.Clear()
        $null = $shell.AddScript('Get-Module Rimuru | Remove-Module').Invoke()
    }
    catch { $failure = "$_" }
    finally {
        $shell.Dispose()
        $runspace.Dispose()
        foreach ($name in $kept.Keys) { Set-Item -LiteralPath "Env:$name" -Value $kept[$name] }
    }
    [Console]::Out.WriteLine("$End$(ConvertTo-Json $failure -Compress)")
    [Console]::Out.Flush()
}
