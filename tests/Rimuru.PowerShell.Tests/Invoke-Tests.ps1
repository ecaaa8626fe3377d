#Requires -Version 7.4
<#
.SYNOPSIS
    Runs the Pester tests against the module that was built into the checkout, in the PowerShell that runs this.
.DESCRIPTION
    The last line, which TestResults/Pester.txt keeps, says how many tests passed, failed and were skipped. The exit code is 1 where one failed.
#>
[CmdletBinding()]
param(
    # Files to run, by name without .Tests.ps1, comma separated; all where none is named.
    [string[]] $Name = '*'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

# Pester as the test project restored it, whatever other version the machine has.
$restored = Join-Path $PSScriptRoot 'obj/project.assets.json'
if (-not (Test-Path -LiteralPath $restored)) { throw "Pester was not restored. Run: dotnet restore $PSScriptRoot" }
$assets = Get-Content -Raw -LiteralPath $restored | ConvertFrom-Json -AsHashtable
$download = @($assets.project.frameworks.Values.downloadDependencies) | Where-Object name -EQ Pester
$version = $download.version -replace '^\[([^,]+),.*$', '$1'
$module = @($assets.packageFolders.Keys | ForEach-Object { Join-Path $_ "pester/$version/tools/Pester.psd1" } | Where-Object { Test-Path -LiteralPath $_ })
if (-not $module) { throw "Pester $version is in none of the package folders $($assets.packageFolders.Keys -join ', '). Run: dotnet restore $PSScriptRoot" }
Import-Module $module[0]

$configuration = New-PesterConfiguration
$configuration.Run.Path = @($Name -split ',' | ForEach-Object { Get-ChildItem -Path (Join-Path $PSScriptRoot "$_.Tests.ps1") } | Sort-Object FullName -Unique)
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Detailed'
$configuration.Output.RenderMode = 'PlainText'
$result = Invoke-Pester -Configuration $configuration
$skipped = $result.SkippedCount + $result.NotRunCount
$versions = "PowerShell $($PSVersionTable.PSVersion), Pester $((Get-Module Pester).Version)"
$line = "${versions}: $($result.PassedCount) passed, $($result.FailedCount) failed, $skipped skipped"
$null = New-Item -ItemType Directory -Path (Join-Path $PSScriptRoot 'TestResults') -Force
Set-Content -LiteralPath (Join-Path $PSScriptRoot 'TestResults/Pester.txt') -Value $line
Write-Host $line
exit ([int]($result.Result -ne 'Passed'))
