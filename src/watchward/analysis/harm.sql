-- name: codes
select
    month,
    case
        when $of = 'offence_code' then offence_code
        when $of = 'offence_group' then offence_group
        when $of = 'call_category' then call_category
        when $of = 'assault_method' then assault_method
    end as code,
    count(*) as records
from incident
where dataset = $dataset
    and violence = 1
    and month between $first and $last
group by
    month,
    case
        when $of = 'offence_code' then offence_code
        when $of = 'offence_group' then offence_group
        when $of = 'call_category' then call_category
        when $of = 'assault_method' then assault_method
    end
order by
    month,
    code
