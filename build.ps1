#Requires -Version 7.4
<#
.SYNOPSIS
    Builds, tests and packs Rimuru. Without a task it builds, and the checkout is a module then: Import-Module ./Rimuru.psd1
#>
[CmdletBinding()]
param(
    # Build: everything, with the module in this folder. Test: dotnet test, with Pester in the PowerShell that runs this. Pack: what ships, into artifacts.
    # Docs: the files of Get-Help, the views of PowerShell and the tables of docs/json.md. Bench: every measurement, into bench/RESULTS.md.
    [ValidateSet('Build', 'Test', 'Pack', 'Docs', 'Bench')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release',

    # For Pack: one platform, such as linux-x64, for which the command is compiled ahead; without it all of them, and native code for this one.
    [string] $Platform,

    # For Bench: a home folder with logs (one is made where none is named), and the peers' executables and a PostgreSQL database's URL, each measured where it is named.
    [string] $Corpus,
    [string] $CcUsage,
    [string] $TokScale,
    [string] $Server
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$rids = 'linux-arm64', 'linux-musl-arm64', 'linux-musl-x64', 'linux-x64', 'osx-arm64', 'osx-x64', 'win-arm64', 'win-x64'

# Everything that ships. Pack fails where a file is missing or one too many is there.
$shipped = @(
    'CHANGELOG.md', 'LICENSE', 'LICENSES/PostgreSQL.txt', 'LICENSES/zstd.txt', 'NOTICE', 'README.md'
    'Rimuru.Format.ps1xml', 'Rimuru.Types.ps1xml', 'Rimuru.psd1'
    'bin/Rimuru.Abstractions.dll', 'bin/Rimuru.dll'
    foreach ($name in 'csFastFloat', 'MailKit', 'Microsoft.Extensions.DependencyInjection.Abstractions', 'Microsoft.Extensions.Logging.Abstractions', 'MimeKit', 'Npgsql', 'Polly.Core', 'Rimuru.Core', 'Sep', 'System.Formats.Asn1', 'Tomlyn', 'YamlDotNet', 'ZstdSharp') { "bin/deps/$name.dll" }
    'bin/deps/host/Rimuru.Abstractions.dll', 'bin/deps/host/Rimuru.PluginHost.dll'
    foreach ($rid in $rids) {
        $file = switch -Wildcard ($rid) { 'win-*' { 'e_sqlite3.dll' } 'osx-*' { 'libe_sqlite3.dylib' } default { 'libe_sqlite3.so' } }
        "bin/deps/runtimes/$rid/native/$file"
    }
    'en-US/Rimuru.dll-Help.xml', 'en-US/about_Rimuru.help.txt'
)

$cliProject = Join-Path $root 'src/Rimuru.Cli/Rimuru.Cli.csproj'
$rid = [Runtime.InteropServices.RuntimeInformation]::RuntimeIdentifier

# How the command is compiled ahead for this machine: to native code if there is a linker, which Windows finds by itself.
$ahead = $IsWindows -or (Get-Command clang, gcc -CommandType Application -ErrorAction Ignore) ? 'native' : 'ready'

function Invoke-DotNet {
    # A node that MSBuild keeps for the next build would hold the output open, and who reads it would wait for a quarter of an hour.
    $kept = $env:MSBUILDDISABLENODEREUSE
    $env:MSBUILDDISABLENODEREUSE = '1'
    try { & dotnet @args } finally { $env:MSBUILDDISABLENODEREUSE = $kept }
    if ($LASTEXITCODE -ne 0) { throw "dotnet $($args[0]) failed with exit code $LASTEXITCODE." }
}

function Invoke-Build { Invoke-DotNet build (Join-Path $root 'Rimuru.sln') -c $Configuration --nologo }

# Into this folder: bin and en-US.
function Invoke-Module { Invoke-DotNet build (Join-Path $root 'src/Rimuru.PowerShell/Rimuru.PowerShell.csproj') -c $Configuration --nologo }

# The module, which its help is a part of, and what is made from the columns.
function Invoke-Docs {
    Invoke-Module
    Invoke-DotNet run --project (Join-Path $root 'build/ViewWriter') -c $Configuration -- $root
}

function Invoke-Test {
    $tests = Join-Path $root 'tests/Rimuru.PowerShell.Tests'
    Invoke-DotNet test (Join-Path $root 'Rimuru.sln') -c $Configuration --nologo --filter 'FullyQualifiedName!~PesterTests'

    # Pester in a process of its own, which the module does not stay loaded in, and where its output can be read while it runs.
    . (Join-Path $tests 'Support.ps1')
    $program, $arguments = $Shell
    & $program @arguments -NoProfile -File (Join-Path $tests 'Invoke-Tests.ps1')
    if ($LASTEXITCODE -ne 0) { throw 'The Pester tests failed.' }
}

function Invoke-Pack {
    Invoke-Module
    $version = (Import-PowerShellDataFile (Join-Path $root 'Rimuru.psd1')).ModuleVersion
    $target = Join-Path $root "artifacts/Rimuru/$version"
    if (Test-Path $target) { Remove-Item $target -Recurse -Force }
    $built = @('bin', 'en-US' | ForEach-Object { Get-ChildItem (Join-Path $root $_) -Recurse -File } |
            ForEach-Object { [IO.Path]::GetRelativePath($root, $_.FullName).Replace('\', '/') })
    $extra = @($built | Where-Object { $_ -notin $shipped })
    $missing = @($shipped | Where-Object { -not (Test-Path -LiteralPath (Join-Path $root $_)) })
    if ($extra.Count + $missing.Count -gt 0) { throw "What was built is not what ships. Too many: $($extra -join ', '). Missing: $($missing -join ', ')." }
    foreach ($file in $shipped) {
        $to = Join-Path $target $file
        $null = New-Item -ItemType Directory -Path (Split-Path $to) -Force
        Copy-Item -LiteralPath (Join-Path $root $file) -Destination $to
    }

    $null = Test-ModuleManifest (Join-Path $target 'Rimuru.psd1')
    Write-Host "Module: $target ($($shipped.Count) files)"
    if (Get-Command Compress-PSResource -ErrorAction Ignore) { Compress-PSResource -Path $target -DestinationPath (Join-Path $root 'artifacts') }
    else { Write-Warning 'This PowerShell has no Compress-PSResource: the module is a folder, and not a package too.' }

    # What plugins in C# compile against.
    Invoke-DotNet pack (Join-Path $root 'src/Rimuru.Abstractions') -c $Configuration -o (Join-Path $root 'artifacts') --nologo

    # Values with a point or an equals sign stand in quotes: PowerShell would make two arguments of them.
    $pack = 'pack', $cliProject, '-c', $Configuration, '-o', (Join-Path $root 'artifacts'), '--nologo'
    $platforms = @(if ($Platform) { "-p:ToolPackageRuntimeIdentifiers=$Platform" })
    Invoke-DotNet @pack '-p:CompileAhead=ready' @platforms
    if ($Platform) { return }
    if ($ahead -eq 'native') { Invoke-DotNet @pack -r $rid '-p:CompileAhead=native' }
    else { Write-Warning "No clang or gcc here: the command for $rid is not native code: it needs .NET, and starts more slowly." }
}

function Invoke-Bench {
    Invoke-Build
    $cli = Join-Path $root 'artifacts/bench/cli'
    Invoke-DotNet publish $cliProject -c Release -r $rid -o $cli --nologo "-p:CompileAhead=$ahead"
    $project = Join-Path $root 'bench/Rimuru.Bench'
    Invoke-DotNet build $project -c Release --nologo
    $exe = Join-Path $cli ($IsWindows ? 'Rimuru.Cli.exe' : 'Rimuru.Cli')
    $corpusOption = @(if ($Corpus) { '--corpus', $Corpus })
    $ccUsageOption = @(if ($CcUsage) { '--ccusage', $CcUsage })
    $run = 'run', '--no-build', '-c', 'Release', '--project', $project, '--'
    Invoke-DotNet @run sides --rimuru $exe @corpusOption @ccUsageOption @(if ($TokScale) { '--tokscale', $TokScale })
    Invoke-DotNet @run files --rimuru $exe
    Invoke-DotNet @run memory --rimuru $exe
    Invoke-DotNet tool restore --tool-manifest (Join-Path $root '.config/dotnet-tools.json')
    Invoke-DotNet @run shell @corpusOption @ccUsageOption
    Invoke-DotNet @run micro
    Invoke-DotNet @run scale @(if ($Server) { '--server', $Server })
}

& "Invoke-$Task"
