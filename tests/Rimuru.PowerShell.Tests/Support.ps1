# What the test files share: where things are, and a home of their own to work on.
$Root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
$Manifest = Join-Path $Root 'Rimuru.psd1'
# Where the ledger of a home lies in it.
$LedgerFile = if ($IsWindows) { 'AppData/Local/Rimuru/ledger.db' } elseif ($IsMacOS) { 'Library/Application Support/Rimuru/ledger.db' } else { '.local/share/rimuru/ledger.db' }
$Cmdlets = 'Compare-RimuruCost', 'Compare-RimuruModel', 'ConvertTo-RimuruCost', 'Disable-RimuruAgent', 'Enable-RimuruAgent', 'Get-RimuruAgent',
    'Get-RimuruCost', 'Get-RimuruDuplicate', 'Get-RimuruModel', 'Get-RimuruSchedule', 'Get-RimuruSession', 'Get-RimuruUsage', 'Import-RimuruUsage',
    'Measure-RimuruCost', 'Measure-RimuruSession', 'Register-RimuruAgent', 'Register-RimuruSchedule', 'Remove-RimuruModel', 'Set-RimuruModel',
    'Sync-RimuruModel', 'Sync-RimuruSession', 'Test-RimuruAgent', 'Unregister-RimuruAgent', 'Unregister-RimuruSchedule', 'Watch-RimuruSession'

# Copies the sample home, so that no ledger is left in the checkout.
function New-SampleHome([string] $Path) {
    $null = New-Item -ItemType Directory -Path $Path -Force
    Get-ChildItem -LiteralPath (Join-Path $Root 'samples/home') -Force | Where-Object Name -In '.claude', '.codex', 'Downloads' |
        Copy-Item -Destination $Path -Recurse -Force
    (Resolve-Path $Path).ProviderPath
}

# Reads what is new in a home's logs as another machine and user would; a cmdlet knows only its own. One cmdlet must have loaded the engine.
function Sync-As([string] $Machine, [string] $User, [string] $HomePath) {
    $core = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Rimuru.Core' } | Select-Object -Last 1
    $options = [Activator]::CreateInstance($core.GetType('Rimuru.Core.EngineOptions'))
    $options.HomePath = $HomePath
    $options.Environment = $core.GetType('Rimuru.Core.Config.HostEnvironment')::Current().With($Machine, $User)
    $engine = $core.GetType('Rimuru.Core.RimuruEngine')::Open($options)
    try { $null = $engine.Sync([string[]]@(), $null, $null, [Threading.CancellationToken]::None) } finally { $engine.Dispose() }
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
    foreach ($name in @($start.Environment.Keys) -match '^(RIMURU|XDG_|CLAUDE_CONFIG_DIR|CODEX_HOME|ANTHROPIC_API_KEY|OPENAI_API_KEY|GEMINI_API_KEY|GOOGLE_API_KEY|OPENROUTER_API_KEY)') { $null = $start.Environment.Remove($name) }
    foreach ($name in $Environment.Keys) { $start.Environment[$name] = $Environment[$name] }
    $process = [Diagnostics.Process]::Start($start)
    $errors = $process.StandardError.ReadToEndAsync()
    $output = $process.StandardOutput.ReadToEnd()
    $process.WaitForExit()
    if ($process.ExitCode -ne 0) { throw "exit code $($process.ExitCode): $($errors.Result)`n$output" }
    $output.Trim() -split '\r?\n'
}

# Programs that stand in for crontab, which keeps a file, and for a systemd that does not answer. Gives their folder, for the path.
function New-Schedulers([string] $Path) {
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
