@{
    RootModule           = 'bin/Rimuru.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = 'b1f0c6f4-0c52-4d0e-9a3e-5a6f2c7d9e41'
    Author               = 'The Rimuru developers'
    CompanyName          = 'The Rimuru developers'
    Copyright            = 'Copyright (c) The Rimuru developers. MIT licence.'
    Description          = 'Finds the AI coding agents on a machine, reads what they log and keeps one exact ledger of sessions, tokens and money.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('Rimuru.Format.ps1xml')
    TypesToProcess       = @('Rimuru.Types.ps1xml')
    CmdletsToExport      = @(
        'Backup-RimuruStore'
        'Compare-RimuruCost'
        'Compare-RimuruModel'
        'Convert-RimuruSkill'
        'ConvertTo-RimuruCost'
        'Copy-RimuruStore'
        'Disable-RimuruAgent'
        'Disable-RimuruHook'
        'Disable-RimuruPlugin'
        'Disable-RimuruSkill'
        'Enable-RimuruAgent'
        'Enable-RimuruHook'
        'Enable-RimuruPlugin'
        'Enable-RimuruSkill'
        'Export-RimuruCost'
        'Export-RimuruSession'
        'Find-RimuruSkill'
        'Get-RimuruAgent'
        'Get-RimuruBlock'
        'Get-RimuruBudget'
        'Get-RimuruConfiguration'
        'Get-RimuruCost'
        'Get-RimuruCredential'
        'Get-RimuruDashboard'
        'Get-RimuruDuplicate'
        'Get-RimuruExchangeRate'
        'Get-RimuruForecast'
        'Get-RimuruHook'
        'Get-RimuruHookRun'
        'Get-RimuruIntegration'
        'Get-RimuruLimit'
        'Get-RimuruLog'
        'Get-RimuruMetric'
        'Get-RimuruModel'
        'Get-RimuruPlugin'
        'Get-RimuruRunaway'
        'Get-RimuruSchedule'
        'Get-RimuruSession'
        'Get-RimuruSkill'
        'Get-RimuruSkillRecommendation'
        'Get-RimuruStatusLine'
        'Get-RimuruStore'
        'Get-RimuruUsage'
        'Get-RimuruView'
        'Import-RimuruUsage'
        'Initialize-RimuruStore'
        'Install-RimuruIntegration'
        'Install-RimuruPlugin'
        'Install-RimuruSkill'
        'Invoke-RimuruHook'
        'Measure-RimuruCost'
        'Measure-RimuruSession'
        'Measure-RimuruSkill'
        'New-RimuruPlugin'
        'New-RimuruSkill'
        'Optimize-RimuruStore'
        'Register-RimuruAgent'
        'Register-RimuruHook'
        'Register-RimuruSchedule'
        'Remove-RimuruBudget'
        'Remove-RimuruCredential'
        'Remove-RimuruExchangeRate'
        'Remove-RimuruModel'
        'Reset-RimuruConfiguration'
        'Restore-RimuruSkill'
        'Restore-RimuruStore'
        'Set-RimuruBudget'
        'Set-RimuruConfiguration'
        'Set-RimuruCredential'
        'Set-RimuruExchangeRate'
        'Set-RimuruModel'
        'Show-RimuruCost'
        'Show-RimuruDashboard'
        'Start-RimuruDashboard'
        'Stop-RimuruDashboard'
        'Sync-RimuruModel'
        'Sync-RimuruSession'
        'Test-RimuruAgent'
        'Test-RimuruBudget'
        'Test-RimuruConfiguration'
        'Test-RimuruHook'
        'Test-RimuruPlugin'
        'Test-RimuruSkill'
        'Test-RimuruStore'
        'Uninstall-RimuruIntegration'
        'Uninstall-RimuruPlugin'
        'Uninstall-RimuruSkill'
        'Unregister-RimuruAgent'
        'Unregister-RimuruHook'
        'Unregister-RimuruSchedule'
        'Update-RimuruPlugin'
        'Update-RimuruSkill'
        'Watch-RimuruSession'
    )
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('PSEdition_Core', 'Windows', 'Linux', 'MacOS', 'AI', 'Agent', 'Cost', 'Token', 'ClaudeCode', 'Codex', 'OpenCode', 'Copilot', 'Goose', 'Cursor', 'Gemini', 'Cline')
            ReleaseNotes = @'
0.1.0, the first release.

- One exact ledger of sessions, tokens and money, from the logs of Claude Code, Codex, OpenCode, Kilo, GitHub Copilot CLI, Goose, Cursor, Gemini CLI, Qwen Code, Pi, Cline, Amp and Factory Droid.
- Every response counts once, whatever forks, resumed sessions, sub-agents and archived copies repeat of it.
- Costs by dated prices of their makers, to the last digit; what has no known price is named and never guessed.
- A SQLite file for one machine, a PostgreSQL database for a team.
- PowerShell 7.4 or later, on Linux, macOS and Windows.

CHANGELOG.md, beside this file, says it line by line.
'@
        }
    }
}
