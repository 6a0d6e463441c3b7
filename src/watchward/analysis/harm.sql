-- name: codes
select
    month,
    case
        when $field = 'offence_code' then offence_code
        when $field = 'offence_group' then offence_group
        when $field = 'call_category' then call_category
        when $field = 'assault_method' then assault_method
    end as code,
    count(*) as records
from incident
where dataset = $dataset
    and violence = 1
    and month between $first and $last
group by
    month,
    case
        when $field = 'offence_code' then offence_code
        when $field = 'offence_group' then offence_group
        when $field = 'call_category' then call_category
        when $field = 'assault_method' then assault_method
    end
order by
    month,
    code
