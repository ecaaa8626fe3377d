# What the test files share: where things are, and a home of their own to work on.
$Root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
$Manifest = Join-Path $Root 'Rimuru.psd1'
# Where the ledger of a home lies in it.
$LedgerFile = if ($IsWindows) { 'AppData/Local/Rimuru/ledger.db' } elseif ($IsMacOS) { 'Library/Application Support/Rimuru/ledger.db' } else { '.local/share/rimuru/ledger.db' }
$Cmdlets = 'Backup-RimuruStore', 'Compare-RimuruCost', 'Compare-RimuruModel', 'Convert-RimuruSkill', 'ConvertTo-RimuruCost', 'Copy-RimuruStore',
    'Disable-RimuruAgent', 'Disable-RimuruHook', 'Disable-RimuruPlugin', 'Disable-RimuruSkill', 'Enable-RimuruAgent', 'Enable-RimuruHook',
    'Enable-RimuruPlugin', 'Enable-RimuruSkill', 'Export-RimuruCost', 'Export-RimuruSession', 'Find-RimuruSkill', 'Get-RimuruAgent',
    'Get-RimuruBlock', 'Get-RimuruBudget', 'Get-RimuruConfiguration', 'Get-RimuruCost', 'Get-RimuruCredential', 'Get-RimuruDashboard',
    'Get-RimuruDuplicate', 'Get-RimuruExchangeRate', 'Get-RimuruForecast', 'Get-RimuruHook', 'Get-RimuruHookRun', 'Get-RimuruIntegration',
    'Get-RimuruLimit', 'Get-RimuruLog', 'Get-RimuruMetric', 'Get-RimuruModel', 'Get-RimuruPlugin', 'Get-RimuruRunaway', 'Get-RimuruSchedule',
    'Get-RimuruSession', 'Get-RimuruSkill', 'Get-RimuruSkillRecommendation', 'Get-RimuruStatusLine', 'Get-RimuruStore', 'Get-RimuruUsage', 'Get-RimuruView',
    'Import-RimuruUsage', 'Initialize-RimuruStore', 'Install-RimuruIntegration', 'Install-RimuruPlugin', 'Install-RimuruSkill', 'Invoke-RimuruHook',
    'Measure-RimuruCost', 'Measure-RimuruSession', 'Measure-RimuruSkill', 'New-RimuruPlugin', 'New-RimuruSkill', 'Optimize-RimuruStore', 'Register-RimuruAgent',
    'Register-RimuruHook', 'Register-RimuruSchedule', 'Remove-RimuruBudget', 'Remove-RimuruCredential', 'Remove-RimuruExchangeRate',
    'Remove-RimuruModel', 'Reset-RimuruConfiguration', 'Restore-RimuruSkill', 'Restore-RimuruStore', 'Set-RimuruBudget', 'Set-RimuruConfiguration',
    'Set-RimuruCredential', 'Set-RimuruExchangeRate', 'Set-RimuruModel', 'Show-RimuruCost', 'Show-RimuruDashboard', 'Start-RimuruDashboard', 'Stop-RimuruDashboard',
    'Sync-RimuruModel', 'Sync-RimuruSession', 'Test-RimuruAgent', 'Test-RimuruBudget', 'Test-RimuruConfiguration', 'Test-RimuruHook',
    'Test-RimuruPlugin', 'Test-RimuruSkill', 'Test-RimuruStore', 'Uninstall-RimuruIntegration', 'Uninstall-RimuruPlugin', 'Uninstall-RimuruSkill',
    'Unregister-RimuruAgent', 'Unregister-RimuruHook', 'Unregister-RimuruSchedule', 'Update-RimuruPlugin', 'Update-RimuruSkill',
    'Watch-RimuruSession'

# The words that start the PowerShell that runs this. Where it is a .NET tool, the process is dotnet.
$Shell = @([Environment]::ProcessPath)
if ([IO.Path]::GetFileNameWithoutExtension($Shell[0]) -eq 'dotnet') { $Shell += Join-Path $PSHOME 'pwsh.dll' }

$SessionEnd = '=== end of the session === '

# Copies the sample home, so that no ledger is left in the checkout.
function New-SampleHome([string] $Path) {
    $null = New-Item -ItemType Directory -Path $Path -Force
    Get-ChildItem -LiteralPath (Join-Path $Root 'samples/home') -Force | Where-Object Name -In '.claude', '.codex', 'Downloads' |
        Copy-Item -Destination $Path -Recurse -Force
    (Resolve-Path $Path).ProviderPath
}

# Reads what is new in a home's logs as another machine and user would; a cmdlet knows only its own. One cmdlet must have loaded the engine.
function Sync-OtherMachine([string] $Machine, [string] $User, [string] $HomePath) {
    $core = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Rimuru.Core' } | Select-Object -Last 1
    $options = [Activator]::CreateInstance($core.GetType('Rimuru.Core.EngineOptions'))
    $options.HomePath = $HomePath
    $options.Environment = $core.GetType('Rimuru.Core.Config.HostEnvironment')::Current().With($Machine, $User)
    $engine = $core.GetType('Rimuru.Core.RimuruEngine')::Open($options)
    try { $null = $engine.Ledger.Sync([string[]]@(), $null, $null, [Threading.CancellationToken]::None) } finally { $engine.Dispose() }
}

# Waits for what must come; how soon is the machine's matter.
function Wait-Until([scriptblock] $Condition) {
    $end = [DateTime]::UtcNow.AddMinutes(3)
    while (-not (& $Condition)) {
        if ([DateTime]::UtcNow -gt $end) { throw "This did not come: $Condition" }
        Start-Sleep -Milliseconds 20
    }
}

# How to start a PowerShell like this one, without the user's profile and whatever Rimuru and the agents take from the environment.
function Get-ShellStart([string[]] $Arguments) {
    $start = [Diagnostics.ProcessStartInfo]::new($Shell[0], [string[]](@($Shell | Select-Object -Skip 1) + '-NoProfile' + '-NonInteractive' + $Arguments))
    $start.RedirectStandardOutput = $true
    $ours = '^(RIMURU|XDG_|CLAUDE_CONFIG_DIR|CODEX_HOME|ANTHROPIC_API_KEY|OPENAI_API_KEY|GEMINI_API_KEY|GOOGLE_API_KEY|OPENROUTER_API_KEY)'
    foreach ($name in @($start.Environment.Keys) -match $ours) { $null = $start.Environment.Remove($name) }
    $start
}

# Runs a script in a PowerShell of its own and gives what it wrote, one string a line.
function Invoke-Fresh([string] $Script, [hashtable] $Environment = @{}) {
    $text = "`$PSStyle.OutputRendering = 'PlainText'; `$ProgressPreference = 'SilentlyContinue'; `$ErrorActionPreference = 'Stop'; `$Manifest = '$Manifest'`n$Script`nexit 0"
    $start = Get-ShellStart '-EncodedCommand', ([Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($text)))
    $start.RedirectStandardError = $true
    foreach ($name in $Environment.Keys) { $start.Environment[$name] = $Environment[$name] }
    $process = [Diagnostics.Process]::Start($start)
    $errors = $process.StandardError.ReadToEndAsync()
    $output = $process.StandardOutput.ReadToEnd()
    $process.WaitForExit()
    if ($process.ExitCode -ne 0) { throw "exit code $($process.ExitCode): $($errors.Result)`n$output" }
    $output.Trim() -split '\r?\n'
}

# A PowerShell that runs many scripts one after the other, each in a session of its own. It ends with its input, as it is however the tests end.
function Start-Worker {
    $start = Get-ShellStart '-File', (Join-Path $PSScriptRoot 'Worker.ps1'), $SessionEnd
    $start.RedirectStandardInput = $true
    [Diagnostics.Process]::Start($start)
}

function Stop-Worker($Worker) {
    $Worker.StandardInput.Close()
    $Worker.WaitForExit()
}

# Runs a script there, with the module and with its own variables, and gives what it wrote, one string a line.
function Invoke-Session($Worker, [string] $Script, [hashtable] $Environment = @{}) {
    $text = "`$ProgressPreference = 'SilentlyContinue'; `$ErrorActionPreference = 'Stop'; Import-Module '$Manifest'`n$Script"
    $Worker.StandardInput.WriteLine((@{ Script = $text; Environment = $Environment } | ConvertTo-Json -Compress))
    $Worker.StandardInput.Flush()
    $lines = [Collections.Generic.List[string]]::new()
    while ($null -ne ($line = $Worker.StandardOutput.ReadLine()) -and -not $line.StartsWith($SessionEnd)) { $lines.Add($line) }
    $failure = if ($null -eq $line) { 'The PowerShell of the sessions ended.' } else { $line.Substring($SessionEnd.Length) | ConvertFrom-Json }
    if ($failure) { throw "$failure`n$($lines -join "`n")" }
    ($lines -join "`n").Trim() -split '\n'
}

# Programs that stand in for crontab, which keeps a file, and for a systemd that does not answer. Gives their folder, for the path.
function New-Scheduler([string] $Path) {
    $folder = (New-Item -ItemType Directory -Path $Path -Force).FullName
    @"
#!/bin/sh
case "`$1" in
  -l) test -f '$folder/table' || { echo 'no crontab for ada' >&2; exit 1; }; cat '$folder/table' ;;
  -) cat > '$folder/table' ;;
  *) exit 2 ;;
esac
"@ | Set-Content "$folder/crontab"
    "#!/bin/sh`necho 'Failed to connect to bus' >&2; exit 1" | Set-Content "$folder/systemctl"
    if (-not $IsWindows) { chmod +x "$folder/crontab" "$folder/systemctl" }
    $folder
}

# Sources of models on the loopback interface: LiteLLM and OpenRouter, with a few prices of our own making.
function Start-ModelServer {
    $probe = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
    $probe.Start()
    $port = $probe.LocalEndpoint.Port
    $probe.Stop()
    $listener = [Net.HttpListener]::new()
    $listener.Prefixes.Add("http://127.0.0.1:$port/")
    $listener.Start()
    $shell = [powershell]::Create()
    $null = $shell.AddScript({
        param($listener)
        $bodies = @{
            '/litellm/model_prices_and_context_window.json' = '{"acme-7":{"litellm_provider":"anthropic","mode":"chat","input_cost_per_token":2e-06,"output_cost_per_token":1e-05,"supports_reasoning":true},"claude-opus-4-5":{"litellm_provider":"anthropic","mode":"chat","input_cost_per_token":4e-06,"output_cost_per_token":2e-05}}'
            '/openrouter/v1/models' = '{"data":[{"id":"acme/one","pricing":{"prompt":"0.000001","completion":"0.000002"}},{"id":"openrouter/auto","pricing":{"prompt":"-1","completion":"-1"}}]}'
        }
        while ($listener.IsListening) {
            try { $context = $listener.GetContext() } catch { return }
            $body = $bodies[$context.Request.Url.AbsolutePath]
            $context.Response.StatusCode = if ($body) { 200 } else { 404 }
            $bytes = [Text.Encoding]::UTF8.GetBytes("$body")
            $context.Response.OutputStream.Write($bytes, 0, $bytes.Length)
            $context.Response.Close()
        }
    }).AddArgument($listener)
    [pscustomobject]@{ Listener = $listener; Shell = $shell; Run = $shell.BeginInvoke(); LiteLlm = "http://127.0.0.1:$port/litellm"; OpenRouter = "http://127.0.0.1:$port/openrouter" }
}

function Stop-ModelServer($Server) {
    $Server.Listener.Stop()
    $null = $Server.Shell.EndInvoke($Server.Run)
    $Server.Shell.Dispose()
}

# The folder of PostgreSQL's programs, where a server is installed.
function Find-Postgres {
    if ($IsWindows) { return }
    @(Get-ChildItem '/usr/lib/postgresql' -Directory -ErrorAction Ignore | Sort-Object { [int]($_.Name -replace '\D') } -Descending | ForEach-Object { "$_/bin" }) + @($env:PATH -split [IO.Path]::PathSeparator) |
        Where-Object { (Test-Path "$_/initdb") -and (Test-Path "$_/postgres") } | Select-Object -First 1
}

# A PostgreSQL server of the tests' own, on a socket in a temporary folder. Nobody runs it where the tests are run by root: the server refuses to be. It ends when its input is closed, as it is however the tests end.
function Start-Postgres {
    $bin = Find-Postgres
    $folder = (New-Item -ItemType Directory "/tmp/rimuru-pg-$([guid]::NewGuid().ToString('N').Substring(0, 8))").FullName
    $login = if ([Environment]::UserName -eq 'root') { chown nobody $folder; 'nobody' } else { [Environment]::UserName }
    $as = @(if ($login -eq 'nobody') { 'setpriv', '--reuid', 'nobody', '--regid', 'nogroup', '--clear-groups' } else { 'env' })
    $null = & $as[0] @($as | Select-Object -Skip 1) "$bin/initdb" -D "$folder/data" -A trust -U $login -E UTF8 --no-locale --no-sync
    $start = [Diagnostics.ProcessStartInfo]::new($as[0])
    $arguments = @($as | Select-Object -Skip 1) + @('/bin/sh', '-c', '"$@" >/dev/null 2>&1 & cat >/dev/null; kill -9 $!', 'sh', "$bin/postgres", '-D', "$folder/data", '-c', 'listen_addresses=', '-c', "unix_socket_directories=$folder", '-c', 'fsync=off')
    foreach ($argument in $arguments) { $start.ArgumentList.Add($argument) }
    $start.RedirectStandardInput = $true
    $process = [Diagnostics.Process]::Start($start)
    Wait-Until { Test-Path "$folder/.s.PGSQL.5432" }
    [pscustomobject]@{ Process = $process; Folder = $folder; Login = $login }
}

# The URL of a ledger that nobody else has.
function New-PostgresUrl($Postgres) { "postgres://$($Postgres.Login)@/postgres?host=$($Postgres.Folder)&schema=t$([guid]::NewGuid().ToString('N'))" }

function Stop-Postgres($Postgres) {
    $Postgres.Process.StandardInput.Close()
    $null = $Postgres.Process.WaitForExit(10000)
    Remove-Item -LiteralPath $Postgres.Folder -Recurse -Force
}

# Puts a sample plugin as a package into a folder, which is then a repository of PSResourceGet.
function New-PluginPackage([string] $Folder, [string] $Name, [string] $Version, [string] $Sample) {
    $content = New-Item -ItemType Directory "$Folder/$Name-$Version"
    Copy-Item "$Root/samples/plugins/$Sample/*" $content -Recurse
    (Get-Content "$content/plugin.yaml") -replace '^version: .*', "version: $Version" | Set-Content "$content/plugin.yaml"
    Set-Content "$content/$Name.nuspec" @"
<?xml version="1.0"?>
<package xmlns="http://schemas.microsoft.com/packaging/2011/08/nuspec.xsd">
  <metadata><id>$Name</id><version>$Version</version><authors>Contoso</authors><description>A plugin of Rimuru.</description><tags>rimuru</tags></metadata>
</package>
"@
    [IO.Compression.ZipFile]::CreateFromDirectory($content.FullName, "$Folder/$Name.$Version.nupkg")
    Remove-Item $content -Recurse
}
