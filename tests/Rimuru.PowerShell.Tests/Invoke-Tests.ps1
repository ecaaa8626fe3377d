#Requires -Version 7.4
<#
.SYNOPSIS
    Runs the Pester tests against the module that was built into the checkout. Ends with Pester's summary; the exit code is 1 where a test failed.
#>
[CmdletBinding()]
param(
    # Files to run, by name without .Tests.ps1, comma separated; all where none is named.
    [string[]] $Name = '*'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module Pester -MinimumVersion 5.0 -ErrorAction Stop
$configuration = New-PesterConfiguration
$configuration.Run.Path = @($Name -split ',' | ForEach-Object { Get-ChildItem -Path (Join-Path $PSScriptRoot "$_.Tests.ps1") } | Sort-Object FullName -Unique)
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Detailed'
$configuration.Output.RenderMode = 'PlainText'
$result = Invoke-Pester -Configuration $configuration
Write-Host ('PowerShell {0}, Pester {1}: {2} passed, {3} failed, {4} skipped' -f
    $PSVersionTable.PSVersion, (Get-Module Pester).Version, $result.PassedCount, $result.FailedCount, ($result.SkippedCount + $result.NotRunCount))
exit ([int]($result.Result -ne 'Passed'))
