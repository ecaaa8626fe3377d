# What the test files share: where things are, and a home of their own to work on.
$Root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
$Manifest = Join-Path $Root 'Rimuru.psd1'
# Where the ledger of a home lies in it.
$LedgerFile = if ($IsWindows) { 'AppData/Local/Rimuru/ledger.db' } elseif ($IsMacOS) { 'Library/Application Support/Rimuru/ledger.db' } else { '.local/share/rimuru/ledger.db' }
$Cmdlets = 'Get-RimuruAgent', 'Get-RimuruCost', 'Get-RimuruDuplicate', 'Get-RimuruSession', 'Get-RimuruUsage', 'Import-RimuruUsage', 'Measure-RimuruCost', 'Sync-RimuruSession'

# Copies the sample home, so that no ledger is left in the checkout.
function New-SampleHome([string] $Path) {
    $null = New-Item -ItemType Directory -Path $Path -Force
    Get-ChildItem -LiteralPath (Join-Path $Root 'samples/home') -Force | Where-Object Name -In '.claude', '.codex', 'Downloads' |
        Copy-Item -Destination $Path -Recurse -Force
    (Resolve-Path $Path).ProviderPath
}

# Runs a script in a PowerShell of its own and gives what it wrote, one string a line.
function Invoke-Fresh([string] $Script, [hashtable] $Environment = @{}) {
    $start = [Diagnostics.ProcessStartInfo]::new([Environment]::ProcessPath)
    $start.ArgumentList.Add('-NoProfile')
    $start.ArgumentList.Add('-NonInteractive')
    $start.ArgumentList.Add('-EncodedCommand')
    $text = "`$PSStyle.OutputRendering = 'PlainText'; `$ProgressPreference = 'SilentlyContinue'; `$ErrorActionPreference = 'Stop'; `$Manifest = '$Manifest'`n$Script`nexit 0"
    $start.ArgumentList.Add([Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($text)))
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    foreach ($name in @($start.Environment.Keys) -match '^(RIMURU|XDG_|CLAUDE_CONFIG_DIR|CODEX_HOME)') { $null = $start.Environment.Remove($name) }
    foreach ($name in $Environment.Keys) { $start.Environment[$name] = $Environment[$name] }
    $process = [Diagnostics.Process]::Start($start)
    $errors = $process.StandardError.ReadToEndAsync()
    $output = $process.StandardOutput.ReadToEnd()
    $process.WaitForExit()
    if ($process.ExitCode -ne 0) { throw "exit code $($process.ExitCode): $($errors.Result)`n$output" }
    $output.Trim() -split '\r?\n'
}
